import type { Node } from 'oxc-parser';

import type { Scope } from '../typescript/scope.ts';
import { bare, calleeName, childrenOf, keyName, memberName } from '../typescript/syntax.ts';
import { readObject, textsOf } from '../typescript/values.ts';
import { rowsIn } from './sql-text.ts';

/** A column that must be older than an instant. */
export interface Comparison {
  readonly column: string;
  readonly instant: Node;
  readonly scope: Scope;
}

const deepest = 12;
const below = /^(?:lt|lte|\$lt|\$lte)$/;

/** The instants that a condition compares columns with, in whichever library's words. */
export function comparisonsIn(node: Node, scope: Scope, depth = 0): readonly Comparison[] {
  if (depth > deepest) return [];
  const own = compared(node, scope);
  if (own !== undefined) return [own];
  const inside = node.type === 'Identifier' ? readObject(node, scope) : undefined;
  const named = [...(inside?.properties ?? [])].flatMap(([name, { value, scope: where }]) => [
    ...(ofKey(name, value, where) ?? []),
    ...comparisonsIn(value, where, depth + 1),
  ]);
  return [...named, ...childrenOf(node).flatMap((child) => comparisonsIn(child, scope, depth + 1))];
}

function compared(node: Node, scope: Scope): Comparison | undefined {
  if (node.type === 'Property') {
    const name = keyName(node);
    return name === undefined ? undefined : ofKey(name, node.value, scope)?.[0];
  }
  if (node.type === 'BinaryExpression') return undefined;
  return node.type === 'CallExpression' ? ofCall(node, scope) : undefined;
}

/** `deletedAt: { lt: cutoff }`, `{ $lt: cutoff }`, `LessThan(cutoff)` */
function ofKey(column: string, given: Node, scope: Scope): readonly Comparison[] | undefined {
  const value = bare(given);
  if (value.type === 'CallExpression') {
    const [instant] = value.arguments;
    return instant !== undefined && /^LessThan(?:OrEqual)?$/.test(calleeName(value.callee) ?? '')
      ? [{ column, instant, scope }]
      : undefined;
  }
  if (value.type !== 'ObjectExpression') return undefined;
  for (const property of value.properties) {
    if (property.type !== 'Property') continue;
    const name = keyName(property) ?? memberName(property.key) ?? '';
    if (below.test(name)) return [{ column, instant: property.value, scope }];
  }
  return undefined;
}

/** `lt(users.deletedAt, cutoff)`, `.where('deleted_at', '<', cutoff)`, `.lt('deleted_at', cutoff)` */
function ofCall(
  node: Extract<Node, { type: 'CallExpression' }>,
  scope: Scope,
): Comparison | undefined {
  const name = calleeName(node.callee) ?? '';
  const [first, second, third] = node.arguments;
  if (first === undefined || second === undefined) return undefined;
  if (below.test(name)) {
    const column = memberName(bare(first)) ?? textsOf(first, scope)[0];
    return column === undefined ? undefined : { column, instant: second, scope };
  }
  const [condition] = /where$/i.test(name) ? textsOf(first, scope) : [];
  if (condition === undefined) return undefined;
  if (third === undefined) return inWords(condition, second, scope);
  return /^<=?$/.test(textsOf(second, scope)[0] ?? '')
    ? { column: condition, instant: third, scope }
    : undefined;
}

/** TypeORM: `.where('user.deletedAt < :cutoff', { cutoff })` */
function inWords(condition: string, given: Node, scope: Scope): Comparison | undefined {
  const [, column, parameter = ''] = /(\w+)"?\s*<=?\s*:(\w+)/.exec(condition) ?? [];
  const value = readObject(given, scope)?.properties.get(parameter);
  return column === undefined || value === undefined
    ? undefined
    : { column, instant: value.value, scope: value.scope };
}

/** The instant that stands in a hole of a statement: `… WHERE deleted_at < ${cutoff}`. */
export function comparedInTemplate(node: Node, scope: Scope): Comparison | undefined {
  if (node.type !== 'TaggedTemplateExpression' && node.type !== 'TemplateLiteral') return undefined;
  const { quasis, expressions } = node.type === 'TemplateLiteral' ? node : node.quasi;
  if (rowsIn(quasis.map(({ value }) => value.cooked ?? '').join(' x '))?.act !== 'erase')
    return undefined;
  for (const [index, { value }] of quasis.entries()) {
    const [, column] = /["\x60[]?(\w+)["\x60\]]?\s*<=?\s*$/.exec(value.cooked ?? '') ?? [];
    const instant = expressions[index];
    if (column !== undefined && instant !== undefined) return { column, instant, scope };
  }
  return undefined;
}

/** `client.query('… WHERE deleted_at < $1', [cutoff])` */
export function comparedInParameters(
  call: Extract<Node, { type: 'CallExpression' }>,
  scope: Scope,
): Comparison | undefined {
  const [statement, values] = call.arguments;
  if (statement === undefined || values === undefined) return undefined;
  const [text = ''] = textsOf(statement, scope);
  const [, column, number = '1'] = /["\x60]?(\w+)["\x60]?\s*<=?\s*(?:\$(\d+)|\?)/.exec(text) ?? [];
  const list = bare(values);
  const given = list.type === 'ArrayExpression' ? list.elements[Number(number) - 1] : undefined;
  return column === undefined ||
    given === null ||
    given === undefined ||
    given.type === 'SpreadElement'
    ? undefined
    : { column, instant: given, scope };
}
