import type { EncryptRule } from '@troth/compiler';
import type { Mutation } from '../mutant.ts';

const VERSIONS = ['1.0', '1.1', '1.2', '1.3'] as const;
const BITS = [128, 192, 256] as const;

/** An older TLS and a shorter key break the promise. Where there is a step up, it is tried too. */
export function encryptMutations(rule: EncryptRule): readonly Mutation<EncryptRule>[] {
  if (rule.scope === 'in-transit') {
    return stepsFrom(VERSIONS, rule.minimum).map(({ to, direction }) => ({
      what: `minimum: TLS ${rule.minimum} → TLS ${to}`,
      direction,
      rule: { ...rule, minimum: to },
    }));
  }
  const { cipher } = rule;
  return stepsFrom(BITS, cipher.bits).map(({ to, direction }) => ({
    what: `cipher: AES-${cipher.bits} → AES-${to}`,
    direction,
    rule: { ...rule, cipher: { ...cipher, bits: to } },
  }));
}

function stepsFrom<T>(
  ladder: readonly T[],
  from: T,
): readonly { readonly to: T; readonly direction: Mutation['direction'] }[] {
  const place = ladder.indexOf(from);
  return [
    ...ladder
      .slice(Math.max(place - 1, 0), place)
      .map((to) => ({ to, direction: 'loosens' as const })),
    ...ladder.slice(place + 1, place + 2).map((to) => ({ to, direction: 'tightens' as const })),
  ];
}
