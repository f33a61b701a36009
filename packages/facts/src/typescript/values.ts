import type { Node } from 'oxc-parser';

import type { Scope, Source } from './scope.ts';
import { bindingOf } from './scope.ts';
import { bare, keyName, memberName } from './syntax.ts';

/** Stands in a text for a part that could not be read. */
export const HOLE = '\u{FFFC}';

/** A constant as the file has it; `unknown` for what depends on anything else. */
export type Value =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'number'; readonly number: number }
  | { readonly kind: 'boolean'; readonly boolean: boolean }
  | { readonly kind: 'nothing'; readonly word: 'null' | 'undefined' }
  | { readonly kind: 'unknown' };

/** The properties of an object; `open` when it may have others than those named. */
export interface ObjectReading {
  readonly properties: ReadonlyMap<string, PropertyReading>;
  readonly open: boolean;
}

export interface PropertyReading {
  readonly value: Node;
  readonly scope: Scope;
}

const unknown: readonly Value[] = [{ kind: 'unknown' }];
const undefinedValue: Value = { kind: 'nothing', word: 'undefined' };
// Deep enough for constants made of constants; a longer chain is read as unknown, never as safe.
const deepest = 12;

/** Every value the expression can have, as far as the file says; both sides of `a ? b : c` and `a ?? b`. */
export function valuesOf(expression: Node, scope: Scope, depth = 0): readonly Value[] {
  const node = bare(expression);
  if (depth > deepest) return unknown;
  switch (node.type) {
    case 'Literal':
      return [literal(node.value)];
    case 'TemplateLiteral':
      return template(node, scope, depth);
    case 'UnaryExpression':
      return [unary(node.operator, valuesOf(node.argument, scope, depth + 1))];
    case 'BinaryExpression':
      return sum(node, scope, depth);
    case 'ConditionalExpression':
      return eitherOf([node.consequent, node.alternate], scope, depth);
    case 'LogicalExpression':
      return eitherOf([node.left, node.right], scope, depth);
    case 'Identifier':
      return valuesOfName(node, scope, depth);
    case 'MemberExpression':
      return valuesOfMember(node, scope, depth);
    case 'NewExpression':
      return valuesOfUrl(node, scope, depth);
    default:
      return unknown;
  }
}

// `new URL('https://…')` is its text; below another one it is what it says itself.
function valuesOfUrl(node: Node, scope: Scope, depth: number): readonly Value[] {
  if (node.type !== 'NewExpression' || node.callee.type !== 'Identifier') return unknown;
  const [text] = node.arguments;
  return text !== undefined && node.callee.name === 'URL'
    ? valuesOf(text, scope, depth + 1)
    : unknown;
}

function sum(node: Node, scope: Scope, depth: number): readonly Value[] {
  if (node.type !== 'BinaryExpression' || node.operator !== '+') return unknown;
  return joined([partsOf(node.left, scope, depth), partsOf(node.right, scope, depth)]);
}

function eitherOf(sides: readonly Node[], scope: Scope, depth: number): readonly Value[] {
  return distinct(sides.flatMap((side) => valuesOf(side, scope, depth + 1)));
}

/** The value when there is exactly one. */
export function valueOf(expression: Node, scope: Scope): Value {
  const [value, ...others] = valuesOf(expression, scope);
  return value === undefined || others.length > 0 ? { kind: 'unknown' } : value;
}

/** The texts among the values. */
export function textsOf(expression: Node, scope: Scope): readonly string[] {
  return valuesOf(expression, scope).flatMap((value) =>
    value.kind === 'text' ? [value.text] : [],
  );
}

/** The properties of an object literal, of a name bound to one, with spreads taken in order. */
export function readObject(expression: Node, scope: Scope, depth = 0): ObjectReading | undefined {
  const node = bare(expression);
  if (depth > deepest) return undefined;
  if (node.type === 'ObjectExpression') return readLiteral(node, scope, depth);
  if (isFreeze(node)) return readObject(node.arguments[0] ?? node, scope, depth + 1);
  const property = propertyOf(node, scope, depth);
  if (property !== undefined) return readObject(property.value, property.scope, depth + 1);
  const source = onlySource(node, scope);
  return source?.expression === undefined
    ? undefined
    : readObject(source.expression, source.scope, depth + 1);
}

/** The elements of an array literal, or of a name bound to one; nothing for any other expression. */
export function elementsOf(
  expression: Node,
  scope: Scope,
  depth = 0,
): readonly PropertyReading[] | undefined {
  const node = bare(expression);
  if (depth > deepest) return undefined;
  if (node.type === 'ArrayExpression') {
    return node.elements.flatMap((value) => (value === null ? [] : [{ value, scope }]));
  }
  const source = onlySource(node, scope);
  return source?.expression === undefined
    ? undefined
    : elementsOf(source.expression, source.scope, depth + 1);
}

// A name that is given one value, whole; of several in the block of this place, the last before it.
function onlySource(node: Node, scope: Scope): Source | undefined {
  const sources = bindingOf(node, scope)?.sources ?? [];
  const inOrder = sources.every((source) => source.scope === scope);
  if (sources.length > 1 && !inOrder) return undefined;
  const source =
    sources.length === 1
      ? sources[0]
      : sources.findLast(({ expression }) => (expression?.end ?? Infinity) <= node.start);
  return source === undefined || source.path.length > 0 ? undefined : source;
}

function propertyOf(node: Node, scope: Scope, depth: number): PropertyReading | undefined {
  const name = memberName(node);
  if (node.type !== 'MemberExpression' || name === undefined) return undefined;
  return readObject(node.object, scope, depth + 1)?.properties.get(name);
}

function readLiteral(node: Node, scope: Scope, depth: number): ObjectReading {
  const properties = new Map<string, PropertyReading>();
  let open = false;
  if (node.type !== 'ObjectExpression') return { properties, open: true };
  for (const property of node.properties) {
    if (property.type === 'SpreadElement') {
      const spread = readObject(property.argument, scope, depth + 1);
      if (spread === undefined || spread.open) open = true;
      for (const [name, reading] of spread?.properties ?? []) properties.set(name, reading);
    } else {
      const name = keyName(property);
      if (name === undefined) open = true;
      else properties.set(name, { value: property.value, scope });
    }
  }
  return { properties, open };
}

function isFreeze(node: Node): node is Extract<Node, { type: 'CallExpression' }> {
  return node.type === 'CallExpression' && memberName(bare(node.callee)) === 'freeze';
}

function valuesOfName(node: Node, scope: Scope, depth: number): readonly Value[] {
  if (node.type === 'Identifier' && node.name === 'undefined') return [undefinedValue];
  const binding = bindingOf(node, scope);
  if (binding === undefined || binding.sources.length === 0) return unknown;
  return distinct(
    binding.sources.flatMap(({ expression, path, scope: where }) => {
      if (expression === undefined) return unknown;
      if (path.length === 0) return valuesOf(expression, where, depth + 1);
      return valuesAt(expression, path, where, depth + 1);
    }),
  );
}

function valuesAt(
  expression: Node,
  [name, ...rest]: readonly string[],
  scope: Scope,
  depth: number,
): readonly Value[] {
  if (name === undefined) return valuesOf(expression, scope, depth);
  const property = readObject(expression, scope, depth)?.properties.get(name);
  return property === undefined
    ? unknown
    : valuesAt(property.value, rest, property.scope, depth + 1);
}

function valuesOfMember(node: Node, scope: Scope, depth: number): readonly Value[] {
  if (node.type !== 'MemberExpression') return unknown;
  if (node.object.type === 'ThisExpression') return valuesOfName(node, scope, depth);
  const property = propertyOf(node, scope, depth);
  return property === undefined ? unknown : valuesOf(property.value, property.scope, depth + 1);
}

function literal(value: unknown): Value {
  if (typeof value === 'string') return { kind: 'text', text: value };
  if (typeof value === 'number') return { kind: 'number', number: value };
  if (typeof value === 'boolean') return { kind: 'boolean', boolean: value };
  return value === null ? { kind: 'nothing', word: 'null' } : { kind: 'unknown' };
}

function template(node: Node, scope: Scope, depth: number): readonly Value[] {
  if (node.type !== 'TemplateLiteral') return unknown;
  const parts: (readonly string[])[] = [];
  for (const [index, quasi] of node.quasis.entries()) {
    parts.push([quasi.value.cooked ?? HOLE]);
    const expression = node.expressions[index];
    if (expression !== undefined) parts.push(partsOf(expression, scope, depth));
  }
  return joined(parts);
}

// A text of nothing but unknown parts says nothing.
function joined(parts: readonly (readonly string[])[]): readonly Value[] {
  let texts = [''];
  for (const part of parts) {
    texts = texts.flatMap((text) => part.map((end) => text + end)).slice(0, mostTexts);
  }
  return texts.map((text) =>
    text.replaceAll(HOLE, '') === '' ? { kind: 'unknown' } : { kind: 'text', text },
  );
}

const mostTexts = 8;

function partsOf(expression: Node, scope: Scope, depth: number): readonly string[] {
  const parts = valuesOf(expression, scope, depth + 1).map((value) => {
    switch (value.kind) {
      case 'text':
        return value.text;
      case 'number':
        return String(value.number);
      case 'boolean':
        return String(value.boolean);
      case 'nothing':
      case 'unknown':
        return HOLE;
    }
  });
  return parts.length === 0 ? [HOLE] : parts;
}

function unary(operator: string, [value]: readonly Value[]): Value {
  if (operator === 'void') return undefinedValue;
  if (operator === '-' && value?.kind === 'number')
    return { kind: 'number', number: -value.number };
  if (operator !== '!') return { kind: 'unknown' };
  if (value?.kind === 'boolean') return { kind: 'boolean', boolean: !value.boolean };
  return value?.kind === 'number'
    ? { kind: 'boolean', boolean: value.number === 0 }
    : { kind: 'unknown' };
}

function distinct(values: readonly Value[]): readonly Value[] {
  const seen = new Map(values.map((value) => [JSON.stringify(value), value]));
  return [...seen.values()].slice(0, 16);
}
