import { diagnostic, nearest, surelyMeant, type Diagnostic, type Span } from '@troth/diagnostics';
import type { ErrorObject } from 'ajv';
import { respelled } from './respelled.ts';

/** Where the values and keys of a document stand. */
interface Places {
  readonly at: (...path: readonly (string | number)[]) => Span;
  readonly keyAt: (...path: readonly (string | number)[]) => Span;
}

/** Nobody mends more at once; the rest is counted. */
const most = 500;

/** What ajv found, in the words of someone who edits the file; never empty when `errors` is not. */
export function shapeErrors(errors: readonly ErrorObject[], places: Places): readonly Diagnostic[] {
  const told = new Map<string, Diagnostic>();
  for (const error of errors.slice(0, most)) {
    const found =
      words[error.keyword]?.(error, places) ??
      (isEcho(error) ? undefined : unexpected(error, places));
    if (found) told.set(`${found.at.line}:${found.at.column}:${found.message}`, found);
  }
  const [first] = errors;
  if (first && errors.length > most) {
    const more = diagnostic(
      'language/too-many',
      places.at(),
      `${errors.length - most} more things are wrong in this file`,
    );
    return [...told.values(), more];
  }
  return told.size === 0 && first ? [unexpected(first, places)] : [...told.values()];
}

type Words = (error: ErrorObject, places: Places) => Diagnostic;

const words: Readonly<Partial<Record<string, Words>>> = {
  additionalProperties: unknownKey,
  required: missingKey,
  enum: (error, places) => badValue(error, places, listed(textsOf(error.params['allowedValues']))),
  const: (error, places) => badValue(error, places, `\`${String(error.params['allowedValue'])}\``),
  format: malformed,
  pattern: malformed,
  type: (error, { at }) => {
    const { path, name } = placeOf(error);
    return diagnostic(
      'language/wrong-type',
      at(...path),
      `\`${name}\` must be ${typeWords(error.params['type'])}`,
    );
  },
  minItems: empty,
  minLength: empty,
  minProperties: empty,
};

/** Errors that only say that one of the errors below them happened. */
function isEcho({ keyword, params }: ErrorObject): boolean {
  return (
    ['anyOf', 'if'].includes(keyword) || (keyword === 'oneOf' && params['passingSchemas'] === null)
  );
}

function unknownKey(error: ErrorObject, { keyAt }: Places): Diagnostic {
  const key = String(error.params['additionalProperty']);
  const known = keysOf(error.parentSchema);
  const meant = nearest(key, known);
  const help =
    meant === undefined
      ? `write one of ${listed(known)}, or delete the line`
      : `did you mean \`${meant}\`?`;
  const at = keyAt(...placeOf(error).path, key);
  const sure = surelyMeant(key, known);
  const free = sure !== undefined && !isPresent(sure, error.data);
  return diagnostic('language/unknown-key', at, `\`${key}\` is not a key of this place`, {
    help,
    ...(free && { fix: { at, replacement: sure } }),
  });
}

function isPresent(key: string, map: unknown): boolean {
  return typeof map === 'object' && map !== null && Object.hasOwn(map, key);
}

function missingKey(error: ErrorObject, { keyAt }: Places): Diagnostic {
  const key = String(error.params['missingProperty']);
  return diagnostic(
    'language/missing-key',
    keyAt(...placeOf(error).path),
    `\`${key}\` is missing here`,
    { help: `add \`${key}:\`` },
  );
}

function badValue(error: ErrorObject, { at }: Places, allowed: string): Diagnostic {
  const { path, name } = placeOf(error);
  return diagnostic(
    'language/bad-value',
    at(...path),
    `\`${name}\` has a value that is not allowed`,
    { help: `write one of ${allowed}` },
  );
}

function empty(error: ErrorObject, { at }: Places): Diagnostic {
  const { path, name } = placeOf(error);
  return diagnostic('language/wrong-type', at(...path), `\`${name}\` must not be empty`);
}

const formatCodes = {
  duration: ['language/bad-duration', 'a duration'],
  date: ['language/bad-date', 'a date'],
  tls: ['language/bad-tls-version', 'a version of TLS'],
  cipher: ['language/bad-cipher', 'a cipher the language knows'],
  id: ['language/bad-id', 'an id'],
} as const;

function malformed(error: ErrorObject, { at }: Places): Diagnostic {
  const { path, name } = placeOf(error);
  const format: unknown = error.params['format'];
  const value = String(error.data);
  if (typeof format === 'string' && isFormat(format)) {
    const [code, what] = formatCodes[format];
    const span = at(...path);
    const replacement = respelled(format, value);
    return diagnostic(
      code,
      span,
      `\`${value}\` is not ${what}`,
      replacement === undefined ? {} : { fix: { at: span, replacement } },
    );
  }
  return diagnostic(
    'language/wrong-type',
    at(...path),
    `\`${name}\` has the wrong form: \`${value}\``,
  );
}

function unexpected(error: ErrorObject, { at }: Places): Diagnostic {
  const { path, name } = placeOf(error);
  if (error.keyword === 'oneOf' || error.keyword === 'not') {
    return diagnostic(
      'language/wrong-type',
      at(...path),
      `\`${name}\` has keys that exclude each other`,
      { help: 'delete one of them' },
    );
  }
  return diagnostic(
    'language/wrong-type',
    at(...path),
    `\`${name}\` ${error.message ?? 'has the wrong form'}`,
  );
}

function isFormat(format: string): format is keyof typeof formatCodes {
  return Object.hasOwn(formatCodes, format);
}

function placeOf({ instancePath }: ErrorObject): {
  readonly path: readonly string[];
  readonly name: string;
} {
  const path = instancePath
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  return { path, name: path.findLast((part) => !/^\d+$/.test(part)) ?? 'the file' };
}

function keysOf(schema: unknown): readonly string[] {
  if (typeof schema !== 'object' || schema === null || !('properties' in schema)) return [];
  const { properties } = schema;
  return typeof properties === 'object' && properties !== null ? Object.keys(properties) : [];
}

function textsOf(values: unknown): readonly string[] {
  return Array.isArray(values) ? values.map(String) : [];
}

function listed(texts: readonly string[]): string {
  return texts.map((text) => `\`${text}\``).join(', ');
}

function typeWords(type: unknown): string {
  const named: Readonly<Record<string, string>> = {
    object: 'a map of keys',
    array: 'a list, such as `[a, b]`',
    string: 'text',
    integer: 'a whole number',
    number: 'a number',
    boolean: '`true` or `false`',
  };
  const types = Array.isArray(type) ? type.map(String) : [String(type)];
  return types.map((each) => named[each] ?? each).join(' or ');
}
