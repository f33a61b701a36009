import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import { isDate, isId, parseCipher, parseDuration, parseTlsVersion } from './units.ts';

/** A JSON Schema 2020-12, as plain data. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** A checker of the shape of values; `errors` are those of its last call. */
export interface Shape<T> {
  (value: unknown): value is T;
  errors?: readonly ErrorObject[] | null;
  readonly schema: JsonSchema;
}

/**
 * A checker of the shape of YAML values. Beside JSON Schema's own words it knows the formats
 * `duration`, `date`, `tls`, `cipher` and `id`. All errors are reported, not the first. A schema with
 * an `$id` can be referred to by others. Compiled when it is first asked: a command that needs few
 * shapes should not wait for all.
 */
export function shapeOf<T>(schema: JsonSchema): Shape<T> {
  const id = schema['$id'];
  if (typeof id === 'string') ajv.addSchema(schema, id);
  let compiled: ValidateFunction<T> | undefined;
  const shape: Shape<T> = Object.assign(
    (value: unknown): value is T => {
      compiled ??=
        (typeof id === 'string' ? ajv.getSchema<T>(id) : undefined) ?? ajv.compile<T>(schema);
      const isShaped = compiled(value);
      shape.errors = compiled.errors ?? null;
      return isShaped;
    },
    { schema },
  );
  return shape;
}

/** The schema a checker was made from. */
export function schemaOf({ schema }: { readonly schema: unknown }): JsonSchema {
  if (typeof schema !== 'object' || schema === null) throw new Error('a shape is an object');
  return { ...schema };
}

// The schemas themselves are checked against the meta-schema by a test, not at each start of a command.
const ajv = new Ajv2020({
  allErrors: true,
  strict: true,
  strictRequired: false,
  verbose: true,
  allowUnionTypes: true,
  inlineRefs: false,
  meta: false,
  validateSchema: false,
  code: { optimize: false },
});
ajv.addFormat('duration', (text: string) => parseDuration(text) !== undefined);
ajv.addFormat('date', isDate);
ajv.addFormat('tls', (text: string) => parseTlsVersion(text) !== undefined);
ajv.addFormat('cipher', (text: string) => parseCipher(text) !== undefined);
ajv.addFormat('id', isId);
