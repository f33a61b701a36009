import { diagnostic, nearest, type Diagnostic, type Span } from '@troth/diagnostics';
import type { ErrorObject, ValidateFunction } from 'ajv';
import type { YamlNode, SourceFile } from './yaml.ts';
import { parseYaml } from './yaml.ts';

/** Keys and indexes from the root of a document to one of its values. */
export type Path = readonly (string | number)[];

/** A YAML file whose shape has been checked: plain values, and the place of each. */
export interface Document<T> {
  readonly file: string;
  readonly value: T;
  /** Place of the value at `path`; of its nearest ancestor when the path ends before. */
  at(...path: Path): Span;
  /** Place of the key (not of its value) at `path`. */
  keyAt(...path: Path): Span;
}

/**
 * Reads a file and checks its shape. All that is wrong with the shape comes in one go; without a
 * `document` the diagnostics hold at least one error.
 */
export function readDocument<T>(source: SourceFile, shape: ValidateFunction<T>): { readonly document?: Document<T>; readonly diagnostics: readonly Diagnostic[] } {
  const { root, diagnostics } = parseYaml(source);
  if (!root) return { diagnostics };
  const value = plain(root);
  const at = (...path: Path): Span => find(root, path).at;
  const keyAt = (...path: Path): Span => find(root, path).keyAt;
  if (!shape(value)) return { diagnostics: shapeErrors(shape.errors ?? [], at, keyAt) };
  return { document: { file: source.path, value, at, keyAt }, diagnostics };
}

function plain(node: YamlNode): unknown {
  switch (node.kind) {
    case 'scalar':
      return node.value;
    case 'list':
      return node.items.map(plain);
    case 'map':
      return Object.fromEntries([...node.entries].map(([key, { value }]) => [key, plain(value)]));
  }
}

function find(root: YamlNode, path: Path): { readonly at: Span; readonly keyAt: Span } {
  let node = root;
  let keyAt = root.at;
  for (const step of path) {
    if (node.kind === 'map') {
      const entry = node.entries.get(String(step));
      if (!entry) break;
      keyAt = entry.keyAt;
      node = entry.value;
    } else if (node.kind === 'list') {
      const item = node.items[Number(step)];
      if (!item) break;
      keyAt = item.at;
      node = item;
    } else break;
  }
  return { at: node.at, keyAt };
}

type Locate = (...path: Path) => Span;

function shapeErrors(errors: readonly ErrorObject[], at: Locate, keyAt: Locate): readonly Diagnostic[] {
  const told = new Set<string>();
  return errors.flatMap((error) => {
    const found = shapeError(error, at, keyAt);
    if (!found) return [];
    const key = `${found.at.line}:${found.at.column}:${found.message}`;
    if (told.has(key)) return [];
    told.add(key);
    return [found];
  });
}

function shapeError(error: ErrorObject, at: Locate, keyAt: Locate): Diagnostic | undefined {
  const path = pointerPath(error.instancePath);
  const name = String(path.at(-1) ?? 'the file');
  switch (error.keyword) {
    case 'additionalProperties': {
      const key = String(error.params['additionalProperty']);
      const known = Object.keys(error.parentSchema?.['properties'] ?? {});
      const meant = nearest(key, known);
      const help = meant ? `did you mean \`${meant}\`?` : `write one of ${listed(known)}, or delete the line`;
      return diagnostic('language/unknown-key', keyAt(...path, key), `\`${key}\` is not a key of this place`, { help });
    }
    case 'required': {
      const key = String(error.params['missingProperty']);
      return diagnostic('language/missing-key', keyAt(...path), `\`${key}\` is missing here`, { help: `add \`${key}:\`` });
    }
    case 'enum': {
      const allowed = listed(enumValues(error));
      return diagnostic('language/bad-value', at(...path), `\`${name}\` has a value that is not allowed`, { help: `write one of ${allowed}` });
    }
    case 'const':
      return diagnostic('language/bad-value', at(...path), `\`${name}\` has a value that is not allowed`, { help: `write \`${String(error.params['allowedValue'])}\`` });
    case 'format':
    case 'pattern':
      return patternError(error, at(...path), name);
    case 'type':
      return diagnostic('language/wrong-type', at(...path), `\`${name}\` must be ${typeWords(error.params['type'])}`);
    case 'minItems':
    case 'minLength':
      return diagnostic('language/wrong-type', at(...path), `\`${name}\` must not be empty`);
    case 'oneOf':
    case 'anyOf':
    case 'if':
    case 'then':
    case 'else':
      return undefined;
    default:
      return diagnostic('language/wrong-type', at(...path), `\`${name}\` ${error.message ?? 'has the wrong form'}`);
  }
}

const formatCodes = {
  duration: ['language/bad-duration', 'a duration'],
  date: ['language/bad-date', 'a date'],
  tls: ['language/bad-tls-version', 'a version of TLS'],
  cipher: ['language/bad-cipher', 'a cipher the language knows'],
  id: ['language/bad-id', 'an id'],
} as const;

function patternError(error: ErrorObject, at: Span, name: string): Diagnostic {
  const format = String(error.params['format'] ?? '');
  const value = JSON.stringify(error.data)?.replace(/^"|"$/g, '') ?? '';
  if (isFormat(format)) {
    const [code, words] = formatCodes[format];
    return diagnostic(code, at, `\`${value}\` is not ${words}`);
  }
  return diagnostic('language/wrong-type', at, `\`${name}\` has the wrong form: \`${value}\``);
}

function isFormat(format: string): format is keyof typeof formatCodes {
  return Object.hasOwn(formatCodes, format);
}

function pointerPath(pointer: string): Path {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function enumValues(error: ErrorObject): readonly string[] {
  const values: unknown = error.params['allowedValues'];
  return Array.isArray(values) ? values.map(String) : [];
}

function listed(words: readonly string[]): string {
  return words.map((word) => `\`${word}\``).join(', ');
}

function typeWords(type: unknown): string {
  const words: Readonly<Record<string, string>> = { object: 'a map of keys', array: 'a list, such as `[a, b]`', string: 'text', integer: 'a whole number', number: 'a number', boolean: '`true` or `false`' };
  const types = Array.isArray(type) ? type.map(String) : [String(type)];
  return types.map((each) => words[each] ?? each).join(' or ');
}
