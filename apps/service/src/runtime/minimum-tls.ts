import { rulesOf } from '@troth/compiler';
import type { CompiledPolicy } from '@troth/compiler';
import type { TlsMinimum } from '../database/connection.ts';

/** The oldest TLS that the policy lets data travel under; without a word in it, the newest there is. */
export function minimumTlsOf(policy: CompiledPolicy): TlsMinimum {
  const declared = rulesOf(policy, 'encrypt')
    .map(({ rule }) => rule)
    .filter((rule) => rule.scope === 'in-transit')
    .map((rule) => rule.minimum)
    .toSorted();
  // Older than 1.2 is offered to nobody, whatever a policy tolerates.
  return declared.length > 0 && declared.every((version) => version < '1.3')
    ? 'TLSv1.2'
    : 'TLSv1.3';
}
