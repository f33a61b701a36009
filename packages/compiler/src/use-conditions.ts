import type { JsonSchema } from '@troth/language';
import { listOfWords, nameOf } from './bound-value.ts';
import type { BoundValue } from './compiled-policy.ts';
import type { UseConditions } from './rules.ts';
import { ids, keys } from './verb.ts';

/** Conditions as `use` and `limit` write them. */
export interface RawConditions {
  readonly aggregate?: { readonly minimum: number };
  readonly kinds?: readonly string[];
  readonly minimumAge?: number;
  readonly products?: readonly string[];
  readonly requires?: readonly ('case' | 'log' | 'mask' | 'consent')[];
}

export const conditionKeys: Readonly<Record<keyof RawConditions, JsonSchema>> = {
  aggregate: keys(['minimum'], { minimum: { type: 'integer', minimum: 2 } }),
  kinds: ids,
  minimumAge: { type: 'integer', minimum: 1, maximum: 99 },
  products: ids,
  requires: {
    type: 'array',
    minItems: 1,
    uniqueItems: true,
    items: { enum: ['case', 'log', 'mask', 'consent'] },
  },
};

export function conditionsOf(raw: RawConditions): UseConditions {
  const { aggregate, kinds, minimumAge, products, requires = [] } = raw;
  return {
    ...(aggregate && { aggregate }),
    ...(kinds && { kinds }),
    ...(minimumAge !== undefined && { minimumAge }),
    ...(products && { products }),
    ...(requires.includes('case') && { case: true }),
    ...(requires.includes('log') && { log: true }),
    ...(requires.includes('mask') && { mask: true }),
    ...(requires.includes('consent') && { consent: true }),
  };
}

export function conditionBindings({
  kinds,
  minimumAge,
  products,
}: RawConditions): Readonly<Record<string, BoundValue>> {
  return {
    kinds: listOfWords(kinds ?? []),
    ...(minimumAge !== undefined && { minimumAge: nameOf(String(minimumAge)) }),
    ...(products && { products: listOfWords(products) }),
  };
}
