import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { isDate, isId, parseCipher, parseDuration, parseTlsVersion } from './units.ts';

/** A JSON Schema 2020-12, as plain data. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/**
 * A checker of the shape of YAML values. Beside JSON Schema's own words it knows the formats
 * `duration`, `date`, `tls`, `cipher` and `id`. All errors are reported, not the first.
 */
export function shapeOf<T>(schema: JsonSchema): ValidateFunction<T> {
  return ajv.compile<T>(schema);
}

/** The schema a checker was made from. */
export function schemaOf({ schema }: { readonly schema: unknown }): JsonSchema {
  if (typeof schema !== 'object' || schema === null) throw new Error('a shape is an object');
  return { ...schema };
}

const ajv = new Ajv2020({
  allErrors: true,
  strict: true,
  strictRequired: false,
  verbose: true,
  allowUnionTypes: true,
});
ajv.addFormat('duration', (text: string) => parseDuration(text) !== undefined);
ajv.addFormat('date', isDate);
ajv.addFormat('tls', (text: string) => parseTlsVersion(text) !== undefined);
ajv.addFormat('cipher', (text: string) => parseCipher(text) !== undefined);
ajv.addFormat('id', isId);
