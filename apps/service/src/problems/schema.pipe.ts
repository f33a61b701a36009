import type { PipeTransform } from '@nestjs/common';
import type { ErrorObject, ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { FieldProblem } from './problem.ts';
import { Problem } from './problem.ts';
import { unstorable } from './unstorable.ts';

const ajv = new Ajv2020({ allErrors: false, strict: true, allowUnionTypes: true });
addFormats.default(ajv, ['date-time']);

/** Checks a body or a query against its JSON Schema; 400 names the field that is wrong. */
export class SchemaPipe<T> implements PipeTransform<unknown, T> {
  readonly #validate: ValidateFunction<T>;

  constructor(schema: object) {
    this.#validate = ajv.compile<T>(schema);
  }

  /**
   * For a body whose text has no escapes, by a schema that names every field: what it takes then has
   * nothing in it that cannot be stored. What it does not take is explained as any other.
   */
  transformPlain(given: unknown): T {
    return this.#validate(given) ? given : this.transform(given);
  }

  transform(given: unknown): T {
    // No body at all is checked as `null`.
    const value = given ?? null;
    const hidden = unstorable(value);
    if (hidden !== undefined) throw malformed([hidden]);
    if (this.#validate(value)) return value;
    throw malformed((this.#validate.errors ?? []).map(fieldProblem));
  }
}

function malformed(errors: readonly FieldProblem[]): Problem {
  return new Problem(400, errors.map((error) => error.detail).join('; '), errors);
}

function fieldProblem(error: ErrorObject): FieldProblem {
  const extra = fieldOf(error);
  const pointer = extra === undefined ? error.instancePath : `${error.instancePath}/${extra}`;
  const field = pointer.split('/').at(-1) ?? '';
  const where = pointer === '' ? 'the body' : `\`${pointer.slice(1).replaceAll('/', '.')}\``;
  return { pointer, field, detail: `${where} ${explain(error)}` };
}

function fieldOf(error: ErrorObject): string | undefined {
  const { additionalProperty, unevaluatedProperty, missingProperty, dependentRequired } =
    error.params as Readonly<Record<string, unknown>>; // ajv: `params` is an object of plain values
  const name = additionalProperty ?? unevaluatedProperty ?? missingProperty ?? dependentRequired;
  return typeof name === 'string' ? name.replaceAll('~', '~0').replaceAll('/', '~1') : undefined;
}

function explain(error: ErrorObject): string {
  switch (error.keyword) {
    case 'additionalProperties':
    case 'unevaluatedProperties':
      return 'is not a known field';
    case 'required':
      return 'is missing';
    case 'enum':
      return `must be one of ${listOf(error.params['allowedValues'])}`;
    default:
      return error.message ?? 'is not valid';
  }
}

function listOf(values: unknown): string {
  return Array.isArray(values) ? values.map(String).join(', ') : '';
}
