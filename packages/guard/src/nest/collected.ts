import { dataOf, shapeHeldBy } from './decorators.ts';

/** A personal value that a body brings, and what it is. */
export interface Collected {
  readonly value: unknown;
  readonly categories: readonly string[];
}

/** What a body brings, by the fields that its class has classified, those inside included. */
export function collectedBy(body: unknown, shape: unknown): readonly Collected[] {
  if (Array.isArray(body)) return body.flatMap((one) => collectedBy(one, shape));
  if (typeof body !== 'object' || body === null) return [];
  const fields = dataOf(shape);
  return Object.entries(body).flatMap(([field, value]: [string, unknown]): readonly Collected[] => {
    if (value === undefined || value === null) return [];
    const categories = fields.get(field);
    const inside = collectedBy(value, shapeHeldBy(shape, field));
    return categories === undefined ? inside : [{ value, categories }, ...inside];
  });
}
