import { rulesOf } from '@troth/compiler';
import type { CompiledPolicy } from '@troth/compiler';

/** Purposes that a browser's signal objects to by itself, where a clause says so; sorted. */
export function signalledPurposes(policy: CompiledPolicy): readonly string[] {
  const purposes = rulesOf(policy, 'grant')
    .map(({ rule }) => rule)
    .filter(({ channel, rights }) => channel === 'browser-signal' && rights.includes('object'))
    .flatMap((rule) => rule.purposes);
  return [...new Set(purposes)].toSorted();
}
