import { listOfNames, nameOf } from '../bound-value.ts';
import type { LegalBasis, UseRule } from '../rules.ts';
import {
  conditionBindings,
  conditionKeys,
  conditionsOf,
  type RawConditions,
} from '../use-conditions.ts';
import { data, defineVerb, ids, keys, type Verb } from '../verb.ts';

interface RawUse extends RawConditions {
  readonly data: readonly string[] | 'all';
  readonly except?: readonly string[];
  readonly for?: readonly string[];
  readonly only?: readonly string[];
  readonly optOut?: true;
  readonly benefits?: 'data subject';
  readonly basis?: LegalBasis;
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
      ...conditionKeys,
      optOut: { const: true },
      benefits: { const: 'data subject' },
      basis: { enum: bases },
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
      conditions: {
        ...conditionsOf(raw),
        ...(raw.optOut && { optOut: true }),
        ...(raw.benefits && { beneficiary: 'data-subject' }),
        ...(raw.basis === 'consent' && { consent: true }),
      },
    };
    return {
      rule,
      bindings: {
        ...conditionBindings(raw),
        for: listOfNames(scope, 'purposes', purposes),
        ...(raw.basis && { basis: nameOf(raw.basis.replaceAll('-', ' ')) }),
      },
    };
  },
);
