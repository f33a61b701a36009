import type { JsonSchema } from '@troth/language';

/** A schema with what editors show beside the key. */
export function described(what: string, schema: JsonSchema): JsonSchema {
  return { description: what, ...schema };
}

/** A map of exactly these keys. */
export function keys(required: readonly string[], properties: JsonSchema): JsonSchema {
  return { type: 'object', additionalProperties: false, required, properties };
}

/** One id. */
export const id: JsonSchema = { type: 'string', format: 'id' };

/** A list of at least one id. */
export const ids: JsonSchema = { type: 'array', minItems: 1, items: id };

/** A list of at least one region; its ids are those of statutes: `EU`, `US-CA`. */
export const regions: JsonSchema = {
  type: 'array',
  minItems: 1,
  items: { type: 'string', minLength: 1 },
};

export const duration: JsonSchema = { type: 'string', format: 'duration' };

/** A list of data categories, or `all`. */
export const categories: JsonSchema = { anyOf: [{ const: 'all' }, ids] };

export const data: JsonSchema = described(
  'categories from vocabulary/categories.yaml, or all',
  categories,
);

export const except: JsonSchema = described('categories left out', ids);

export const within: JsonSchema = described(
  'time limit, such as 14 days, 1 month, 12 hours',
  duration,
);
