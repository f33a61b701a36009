import { parseCipher, parseTlsVersion, type Cipher, type TlsVersion } from '@troth/language';
import { differ, higherIsTighter, incomparable, type Order } from '@troth/orders';
import { nameOf } from '../bound-value.ts';
import type { Mutation } from '../mutations/mutation.ts';
import { proven } from '../proven.ts';
import type { Requirement } from '../requirement.ts';
import { described, keys } from '../schema-words.ts';
import { defineVerb, type VerbDefinition } from '../verb.ts';

export type EncryptRule =
  | { readonly verb: 'encrypt'; readonly scope: 'in-transit'; readonly minimum: TlsVersion }
  | { readonly verb: 'encrypt'; readonly scope: 'at-rest'; readonly cipher: Cipher };

type RawEncrypt =
  | { readonly scope: 'in transit'; readonly minimum: string }
  | { readonly scope: 'at rest'; readonly cipher: string };

const VERSIONS: readonly TlsVersion[] = ['1.0', '1.1', '1.2', '1.3'];
const BITS: readonly Cipher['bits'][] = [128, 192, 256];

/** How data is encrypted: the lowest version of TLS in transit, the cipher at rest. */
export const encrypt: VerbDefinition<EncryptRule> = defineVerb<RawEncrypt, EncryptRule>({
  key: 'encrypt',
  schema: described('how data is encrypted', {
    ...keys(['scope'], {
      scope: described('in transit or at rest', { enum: ['in transit', 'at rest'] }),
      minimum: described('lowest version of TLS, such as TLS 1.3', {
        type: 'string',
        format: 'tls',
      }),
      cipher: described('cipher at rest, such as AES-256', { type: 'string', format: 'cipher' }),
    }),
    if: { required: ['scope'], properties: { scope: { const: 'in transit' } } },
    then: { required: ['minimum'], not: { required: ['cipher'] } },
    else: { required: ['cipher'], not: { required: ['minimum'] } },
  }),
  compile: (raw) =>
    raw.scope === 'in transit'
      ? { verb: 'encrypt', scope: 'in-transit', minimum: proven(parseTlsVersion(raw.minimum)) }
      : { verb: 'encrypt', scope: 'at-rest', cipher: proven(parseCipher(raw.cipher)) },
  bindings: (rule) =>
    rule.scope === 'in-transit'
      ? { minimum: nameOf(tlsVersion(rule.minimum)) }
      : { cipher: nameOf(aesBits(rule.cipher.bits)) },
  inWords: (rule) =>
    rule.scope === 'in-transit'
      ? `encrypt in transit with TLS ${rule.minimum} or newer`
      : `encrypt at rest with ${rule.cipher.algorithm}-${rule.cipher.bits} or stronger`,
  /** A higher TLS floor and a longer key are tighter. */
  order: {
    fields: ['scope', 'minimum', 'cipher'],
    stated: () => 'tightens',
    subject: ({ scope }) => scope,
    differences(before, after) {
      if (before.scope === 'in-transit' && after.scope === 'in-transit') {
        const versions = [before.minimum, after.minimum] as const;
        return differ<TlsVersion>('encrypt.minimum', versions, newerTlsIsTighter, tlsVersion);
      }
      if (before.scope === 'at-rest' && after.scope === 'at-rest') {
        const bits = [before.cipher.bits, after.cipher.bits] as const;
        return differ<number>('encrypt.cipher', bits, higherIsTighter, aesBits);
      }
      return differ<string>('encrypt.scope', [before.scope, after.scope], incomparable);
    },
  },
  /** Where there is a step up, it is tried too. */
  mutations(rule) {
    if (rule.scope === 'in-transit') {
      return stepsFrom(VERSIONS, rule.minimum).map(({ to, direction }) => ({
        what: `minimum: ${tlsVersion(rule.minimum)} → ${tlsVersion(to)}`,
        direction,
        rule: { ...rule, minimum: to },
      }));
    }
    const { cipher } = rule;
    return stepsFrom(BITS, cipher.bits).map(({ to, direction }) => ({
      what: `cipher: ${aesBits(cipher.bits)} → ${aesBits(to)}`,
      direction,
      rule: { ...rule, cipher: { ...cipher, bits: to } },
    }));
  },
  noticedBy: () => '`requires: { tls: …, cipher: … }`',
  contributes: { decisions: [], keptBy },
});

const newerTlsIsTighter: Order<TlsVersion> = (before, after) =>
  higherIsTighter(VERSIONS.indexOf(before), VERSIONS.indexOf(after));

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

function keptBy({ scope }: EncryptRule): Requirement {
  switch (scope) {
    case 'in-transit':
      return {
        mechanisms: [
          'service/tls-floor',
          'transit/weak-tls-version',
          'transit/cleartext',
          'transit/cert-validation-disabled',
        ],
        remainder:
          "where the peer chooses the version, such as mail to others' servers, nothing can hold it",
      };
    case 'at-rest':
      return {
        mechanisms: ['rest/unencrypted-storage', 'rest/weak-cipher'],
        remainder: "stores that no code declares are shown by their providers' reports",
      };
  }
}

function tlsVersion(version: TlsVersion): string {
  return `TLS ${version}`;
}

function aesBits(bits: number): string {
  return `AES-${bits}`;
}
