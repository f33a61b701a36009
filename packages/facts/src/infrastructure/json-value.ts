import { asText } from './settings.ts';
import type { Expression } from './syntax.ts';

export type JsonRecord = Readonly<Record<string, unknown>>;

/** A document that stands as JSON text or as an object; `undefined` when it is neither. */
export function recordOf(value: Expression): JsonRecord | undefined {
  const text = value.kind === 'string' || value.kind === 'template' ? textOf(value) : undefined;
  const document = text === undefined ? plain(value) : parsed(text);
  return isRecord(document) ? document : undefined;
}

export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value at a path of keys. */
export function valueAt(record: JsonRecord | undefined, ...path: readonly string[]): unknown {
  let at: unknown = record;
  for (const key of path) at = isRecord(at) ? at[key] : undefined;
  return at;
}

/** One text or a list of texts. */
export function textsIn(value: unknown): readonly string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.flatMap((one) => {
    if (typeof one === 'string') return [one];
    return typeof one === 'boolean' || typeof one === 'number' ? [String(one)] : [];
  });
}

/** A template with `${…}` where a part is not known, so that the JSON around it can be read. */
function textOf(value: Expression): string {
  if (value.kind !== 'template')
    return asText(value) ?? `\${${value.written.replaceAll(/["\\]/gu, '')}}`;
  return value.parts.map(textOf).join('');
}

function parsed(text: string): unknown {
  try {
    // A comma too many is no other meaning.
    return JSON.parse(text.replaceAll(/,(?=\s*[\]}])/gu, ''));
  } catch {
    // A text that is put together elsewhere is no JSON yet; the caller is told that it is unknown.
    return undefined;
  }
}

function plain(value: Expression): unknown {
  switch (value.kind) {
    case 'string':
      return value.text;
    case 'number':
      return value.number;
    case 'bool':
      return value.bool;
    case 'null':
      return undefined;
    case 'list':
      return value.items.map(plain);
    case 'object':
      return Object.fromEntries([...value.entries].map(([key, one]) => [key, plain(one.value)]));
    case 'template':
      return textOf(value);
    case 'reference':
    case 'call':
    case 'choice':
    case 'unknown':
      return value.written.replaceAll('"', '');
  }
}
