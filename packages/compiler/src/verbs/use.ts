import { listOfNames, listOfWords, nameOf } from '../bound-value.ts';
import type { LegalBasis, UseConditions, UseRule } from '../rules.ts';
import { data, defineVerb, ids, keys, type Verb } from '../verb.ts';

interface RawUse {
  readonly data: readonly string[] | 'all';
  readonly except?: readonly string[];
  readonly for?: readonly string[];
  readonly only?: readonly string[];
  readonly aggregate?: { readonly minimum: number };
  readonly kinds?: readonly string[];
  readonly optOut?: true;
  readonly benefits?: 'data subject';
  readonly requires?: readonly ('case' | 'log' | 'mask')[];
  readonly basis?: LegalBasis;
  readonly minimumAge?: number;
  readonly products?: readonly string[];
}

const bases: readonly LegalBasis[] = [
  'consent',
  'contract',
  'legal-obligation',
  'vital-interests',
  'public-task',
  'legitimate-interests',
];

/** What data is used for. `for` permits these purposes, `only` permits them and refuses every other. */
export const use: Verb = defineVerb<RawUse>(
  'use',
  {
    ...keys(['data'], {
      data,
      except: ids,
      for: ids,
      only: ids,
      aggregate: keys(['minimum'], { minimum: { type: 'integer', minimum: 2 } }),
      kinds: ids,
      optOut: { const: true },
      benefits: { const: 'data subject' },
      requires: {
        type: 'array',
        minItems: 1,
        uniqueItems: true,
        items: { enum: ['case', 'log', 'mask'] },
      },
      basis: { enum: bases },
      minimumAge: { type: 'integer', minimum: 1, maximum: 99 },
      products: ids,
    }),
    oneOf: [{ required: ['for'] }, { required: ['only'] }],
  },
  (raw, scope) => {
    const purposes = raw.only
      ? scope.purposes(raw.only, 'only')
      : scope.purposes(raw.for ?? [], 'for');
    const rule: UseRule = {
      verb: 'use',
      data: scope.data(raw.data, 'data', raw.except),
      purposes,
      exclusive: raw.only !== undefined,
      ...(raw.basis && { basis: raw.basis }),
      conditions: conditionsOf(raw),
    };
    return {
      rule,
      bindings: {
        kinds: listOfWords(raw.kinds ?? []),
        for: listOfNames(scope, 'purposes', purposes),
        ...(raw.basis && { basis: nameOf(raw.basis.replaceAll('-', ' ')) }),
        ...(raw.minimumAge !== undefined && { minimumAge: nameOf(String(raw.minimumAge)) }),
        ...(raw.products && { products: listOfWords(raw.products) }),
      },
    };
  },
);

function conditionsOf({
  aggregate,
  kinds,
  optOut,
  benefits,
  requires = [],
  basis,
  minimumAge,
  products,
}: RawUse): UseConditions {
  return {
    ...(aggregate && { aggregate }),
    ...(kinds && { kinds }),
    ...(optOut && { optOut }),
    ...(benefits && { beneficiary: 'data-subject' as const }),
    ...(requires.includes('case') && { case: true }),
    ...(requires.includes('log') && { log: true }),
    ...(requires.includes('mask') && { mask: true }),
    ...(basis === 'consent' && { consent: true }),
    ...(minimumAge !== undefined && { minimumAge }),
    ...(products && { products }),
  };
}
