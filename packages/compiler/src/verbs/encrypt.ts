import { parseCipher, parseTlsVersion, type Cipher, type TlsVersion } from '@troth/language';
import {
  byCover,
  differ,
  higherIsTighter,
  incomparable,
  listed,
  moreIsTighter,
  type Order,
} from '@troth/orders';
import { nameOf } from '../bound-value.ts';
import { categoryMutations } from '../mutations/categories.ts';
import { within, type Mutation } from '../mutations/mutation.ts';
import { proven } from '../proven.ts';
import type { Requirement } from '../requirement.ts';
import { described, ids, keys } from '../schema-words.ts';
import { defineVerb, type VerbDefinition } from '../verb.ts';

export type EncryptRule =
  | { readonly verb: 'encrypt'; readonly scope: 'in-transit'; readonly minimum: TlsVersion }
  | {
      readonly verb: 'encrypt';
      readonly scope: 'at-rest';
      readonly cipher: Cipher;
      /** Categories whose columns are encrypted value by value, beyond the store's own encryption. */
      readonly fields?: readonly string[];
    };

type RawEncrypt =
  | { readonly scope: 'in transit'; readonly minimum: string }
  | { readonly scope: 'at rest'; readonly cipher: string; readonly fields?: readonly string[] };

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
      fields: described('categories whose values are encrypted one by one', ids),
    }),
    if: { required: ['scope'], properties: { scope: { const: 'in transit' } } },
    then: {
      required: ['minimum'],
      not: { anyOf: [{ required: ['cipher'] }, { required: ['fields'] }] },
    },
    else: { required: ['cipher'], not: { required: ['minimum'] } },
  }),
  compile: (raw, scope) =>
    raw.scope === 'in transit'
      ? { verb: 'encrypt', scope: 'in-transit', minimum: proven(parseTlsVersion(raw.minimum)) }
      : {
          verb: 'encrypt',
          scope: 'at-rest',
          cipher: proven(parseCipher(raw.cipher)),
          ...(raw.fields && { fields: scope.data(raw.fields, 'fields') }),
        },
  bindings: (rule) =>
    rule.scope === 'in-transit'
      ? { minimum: nameOf(tlsVersion(rule.minimum)) }
      : { cipher: nameOf(aesBits(rule.cipher.bits)) },
  inWords: (rule, name) =>
    rule.scope === 'in-transit'
      ? `encrypt in transit with TLS ${rule.minimum} or newer`
      : `encrypt at rest with ${rule.cipher.algorithm}-${rule.cipher.bits} or stronger` +
        (rule.fields ? `, and ${name(rule.fields)} value by value` : ''),
  /** A higher TLS floor, a longer key and more fields are tighter. */
  order: {
    fields: ['scope', 'minimum', 'cipher', 'fields'],
    stated: () => 'tightens',
    subject: ({ scope }) => scope,
    differences(before, after, { covered }) {
      if (before.scope === 'in-transit' && after.scope === 'in-transit') {
        const versions = [before.minimum, after.minimum] as const;
        return differ<TlsVersion>('encrypt.minimum', versions, newerTlsIsTighter, tlsVersion);
      }
      if (before.scope === 'at-rest' && after.scope === 'at-rest') {
        const bits = [before.cipher.bits, after.cipher.bits] as const;
        const fields = [before.fields ?? [], after.fields ?? []] as const;
        return [
          ...differ<number>('encrypt.cipher', bits, higherIsTighter, aesBits),
          ...differ('encrypt.fields', fields, byCover(covered, moreIsTighter), listed),
        ];
      }
      return differ<string>('encrypt.scope', [before.scope, after.scope], incomparable);
    },
  },
  /** Where there is a step up, it is tried too. */
  mutations(rule, vocabulary) {
    if (rule.scope === 'in-transit') {
      return stepsFrom(VERSIONS, rule.minimum).map(({ to, direction }) => ({
        what: `minimum: ${tlsVersion(rule.minimum)} → ${tlsVersion(to)}`,
        direction,
        rule: { ...rule, minimum: to },
      }));
    }
    const { cipher, fields = [] } = rule;
    return [
      ...stepsFrom(BITS, cipher.bits).map(({ to, direction }) => ({
        what: `cipher: ${aesBits(cipher.bits)} → ${aesBits(to)}`,
        direction,
        rule: { ...rule, cipher: { ...cipher, bits: to } },
      })),
      ...(fields.length === 0
        ? []
        : within(categoryMutations(fields, vocabulary, 'tightens'), (data) => ({
            ...rule,
            fields: data,
          }))),
    ];
  },
  noticedBy: () => '`requires: { tls: …, cipher: … }`',
  contributes: { decisions: ['obligation'], keptBy },
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

function keptBy(rule: EncryptRule): Requirement {
  switch (rule.scope) {
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
        mechanisms: [
          'rest/unencrypted-storage',
          'rest/weak-cipher',
          ...(rule.fields ? ['envelope/fields'] : []),
        ],
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
