import type { JsonSchema } from '@troth/language';
import fc from 'fast-check';
import { regions, words } from './frame.ts';

/**
 * Values of about the shape of a schema; what two keys demand of each other is left to whoever checks
 * them. Lists are short and the values few, so that two drawn ones often compare.
 */
export function valuesOf(schema: JsonSchema): fc.Arbitrary<unknown> {
  const { const: only, type, format } = schema;
  if (only !== undefined) return fc.constant(only);
  switch (type) {
    case 'array':
      return listsOf(schema);
    case 'object':
      return objectsOf(schema);
    case 'integer':
      return integersOf(schema);
    case 'string':
      return fc.constantFrom(...(typeof format === 'string' ? (texts[format] ?? []) : regions));
    default:
      return oneOf(schema);
  }
}

function oneOf(schema: JsonSchema): fc.Arbitrary<unknown> {
  const choices = [
    ...listIn(schema['enum']).map((value) => fc.constant(value)),
    ...listIn(schema['anyOf']).map((each) => valuesOf(schemaIn(each))),
  ];
  if (choices.length === 0) throw new Error(`no values for ${JSON.stringify(schema)}`);
  return fc.oneof(...choices);
}

function listsOf({ items, minItems }: JsonSchema): fc.Arbitrary<unknown> {
  return fc.uniqueArray(valuesOf(schemaIn(items)), {
    minLength: typeof minItems === 'number' ? minItems : 0,
    maxLength: 2,
    selector: (value) => JSON.stringify(value),
  });
}

function integersOf({ minimum }: JsonSchema): fc.Arbitrary<number> {
  const least = typeof minimum === 'number' ? minimum : 1;
  return fc.integer({ min: least, max: least + 2 });
}

const texts: Readonly<Record<string, readonly string[]>> = {
  id: words,
  duration: ['8 hours', '7 days', '30 days', '1 month'],
  tls: ['TLS 1.2', 'TLS 1.3'],
  cipher: ['AES-128', 'AES-192', 'AES-256'],
};

/** A key that may be absent is, three times of four: rules say little. */
function objectsOf({ properties, required }: JsonSchema): fc.Arbitrary<unknown> {
  const needed = listIn(required);
  const keys = Object.entries(schemaIn(properties)).map(([key, schema]) => {
    const values = valuesOf(schemaIn(schema));
    const maybe = fc.oneof({ arbitrary: fc.constant(undefined), weight: 3 }, values);
    return [key, needed.includes(key) ? values : maybe] as const;
  });
  return fc
    .record(Object.fromEntries(keys))
    .map((drawn) =>
      Object.fromEntries(Object.entries(drawn).filter(([, value]) => value !== undefined)),
    );
}

function listIn(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function schemaIn(value: unknown): JsonSchema {
  return isSchema(value) ? value : {};
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
