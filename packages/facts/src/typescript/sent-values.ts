import type { Node } from 'oxc-parser';

import type { SentValue } from '../facts.ts';
import type { FileView } from './detector.ts';
import { harmlessCall, harmlessName, isEmailAddress } from './harmless.ts';
import { fromLastType, isPassing, pathOf } from './property-path.ts';
import type { Binding, Scope } from './scope.ts';
import { resultsOf } from './results.ts';
import { bindingOf } from './scope.ts';
import { bare, calleeName, isFunction, keyName, memberName } from './syntax.ts';
import { readObject } from './values.ts';

interface Trail {
  readonly file: FileView;
  readonly depth: number;
  /** Keys of the objects around, from outside in. */
  readonly keys: readonly string[];
  /** Arguments that stand for the parameters of a function being looked into. */
  readonly given: ReadonlyMap<Binding, { readonly node: Node; readonly scope: Scope }>;
}

const deepest = 10;
const mostValues = 60;

/**
 * The property paths whose values are in what an expression makes. What is only asked about them
 * (`!!email`, `emails.length`, `user.id`, a hash) is not the value, and neither is a constant.
 */
export function sentValues(expression: Node, scope: Scope, file: FileView): readonly SentValue[] {
  const found = sent(expression, scope, { file, depth: 0, keys: [], given: new Map() });
  const distinct = new Map(
    found.map((value) => [`${value.type ?? ''}:${value.path.join('.')}`, value]),
  );
  return [...distinct.values()].filter(({ path }) => !harmlessName(path)).slice(0, mostValues);
}

function sent(expression: Node, scope: Scope, trail: Trail): readonly SentValue[] {
  const node = bare(expression);
  if (trail.depth > deepest || harmlessCall(node)) return [];
  const deeper = { ...trail, depth: trail.depth + 1 };
  switch (node.type) {
    case 'Literal':
      return sentLiteral(node, trail);
    case 'Identifier':
      return sentName(node, scope, deeper);
    case 'MemberExpression':
      return sentMember(node, scope, deeper);
    case 'ObjectExpression':
      return node.properties.flatMap((property) => sentProperty(property, scope, deeper));
    case 'CallExpression':
      return sentCall(node, scope, deeper);
    case 'SpreadElement':
    case 'AwaitExpression':
      return sentAwaited(node.argument, scope, deeper);
    default:
      return partsOf(node).flatMap((part) => (part === null ? [] : sent(part, scope, deeper)));
  }
}

/** What an expression passes on as it is: never the test of a choice, nor what is only compared. */
function partsOf(node: Node): readonly (Node | null)[] {
  switch (node.type) {
    case 'NewExpression':
      return node.arguments;
    case 'ArrayExpression':
      return node.elements;
    case 'TemplateLiteral':
      return node.expressions;
    case 'TaggedTemplateExpression':
      return node.quasi.expressions;
    case 'BinaryExpression':
      return node.operator === '+' ? [node.left, node.right] : [];
    case 'ConditionalExpression':
      return [node.consequent, node.alternate];
    case 'LogicalExpression':
      return node.operator === '&&' ? [node.right] : [node.left, node.right];
    case 'AssignmentExpression':
      return [node.right];
    case 'SequenceExpression':
      return node.expressions.slice(-1);
    default:
      return [];
  }
}

function sentLiteral(node: Node, { file, keys }: Trail): readonly SentValue[] {
  const isAddress =
    node.type === 'Literal' && typeof node.value === 'string' && isEmailAddress(node.value);
  return isAddress && keys.length > 0 ? [{ path: keys, at: file.at(node) }] : [];
}

function sentName(node: Node, scope: Scope, trail: Trail): readonly SentValue[] {
  if (node.type !== 'Identifier' || node.name === 'undefined') return [];
  const binding = bindingOf(node, scope);
  const given = binding === undefined ? undefined : trail.given.get(binding);
  if (given !== undefined) return sent(given.node, given.scope, trail);
  const built = (binding?.sources ?? []).flatMap(({ expression, path, scope: where }) => {
    if (expression === undefined) return [];
    const whole =
      path.length === 0 ? { value: expression, scope: where } : propertyAt(expression, path, where);
    return whole === undefined || !isBuilt(whole.value) ? [] : [whole];
  });
  if (built.length > 0 && built.length === binding?.sources.length) {
    return built.flatMap(({ value, scope: where }) =>
      sent(value, where, trail).map((found) => ({ ...found, at: trail.file.at(node) })),
    );
  }
  return sentPath(node, scope, trail);
}

function propertyAt(
  expression: Node,
  [name, ...rest]: readonly string[],
  scope: Scope,
): { value: Node; scope: Scope } | undefined {
  const property =
    name === undefined ? undefined : readObject(expression, scope)?.properties.get(name);
  return property === undefined || rest.length === 0
    ? property
    : propertyAt(property.value, rest, property.scope);
}

// Made in this file out of other values, rather than read from somewhere.
function isBuilt(expression: Node): boolean {
  const node = bare(expression);
  if (node.type === 'CallExpression') return harmlessCall(node) || isStringify(node);
  return /^(Object|Array|Binary|Conditional|Unary)Expression$|^TemplateLiteral$|^Literal$/.test(
    node.type,
  );
}

function isStringify(node: Node): boolean {
  return (
    node.type === 'CallExpression' &&
    /^(stringify|inspect|format|String|encodeURIComponent)$/.test(calleeName(node.callee) ?? '')
  );
}

function sentMember(node: Node, scope: Scope, trail: Trail): readonly SentValue[] {
  const name = memberName(node);
  if (node.type !== 'MemberExpression' || name === undefined) return sentPath(node, scope, trail);
  const property = readObject(node.object, scope)?.properties.get(name);
  if (property === undefined) return sentPath(node, scope, trail);
  const built = sent(property.value, property.scope, { ...trail, keys: [name] });
  return built.length > 0 || isBuilt(property.value) ? built : sentPath(node, scope, trail);
}

function sentPath(node: Node, scope: Scope, { file, given }: Trail): readonly SentValue[] {
  const root = rootOf(node);
  const argument = root === undefined ? undefined : given.get(bindingOf(root, scope) ?? noBinding);
  const read = pathOf(node, scope, file.types);
  if (read === undefined || read.path.length === 0 || isEnvironment(read.path)) return [];
  const outer =
    argument === undefined ? undefined : pathOf(argument.node, argument.scope, file.types);
  const whole =
    outer === undefined
      ? read
      : { path: [...outer.path, ...read.path.slice(1)], type: outer.type ?? read.type };
  const { path, type } = fromLastType(whole, file.types);
  return [{ path, at: file.at(node), ...(type === undefined ? {} : { type }) }];
}

const noBinding: Binding = { name: '', kind: 'variable', sources: [] };

function rootOf(node: Node): Node | undefined {
  const inner = bare(node);
  if (inner.type === 'MemberExpression') return rootOf(inner.object);
  return inner.type === 'Identifier' ? inner : undefined;
}

// What the machine and the language say of themselves.
function isEnvironment([root = '']: readonly string[]): boolean {
  return /^(process|Math|Date|JSON|Object|Number|NaN|Infinity|performance|console|Symbol|__\w+)$/.test(
    root,
  );
}

function sentProperty(property: Node, scope: Scope, trail: Trail): readonly SentValue[] {
  if (property.type === 'SpreadElement') return sent(property.argument, scope, trail);
  if (property.type !== 'Property' || isFunction(property.value)) return [];
  const key = keyName(property)?.replace(/^\$/, '');
  const keys = key === undefined || key === '' ? trail.keys : [...trail.keys, key];
  const found = sent(property.value, scope, { ...trail, keys });
  if (key === undefined || !found.some(({ path, type }) => path.length === 1 && type === undefined))
    return found;
  // `{ email: to }`: the key knows better than the name; `{ name: teamName }`: the name does.
  const isNamed = found.some(({ path }) =>
    path.some((word) => word.toLowerCase().includes(key.toLowerCase())),
  );
  return isNamed ? found : [...found, { path: keys, at: trail.file.at(property) }];
}

function sentAwaited(argument: Node, scope: Scope, trail: Trail): readonly SentValue[] {
  const node = bare(argument);
  // What a call answers is not what it was asked with.
  return node.type === 'CallExpression' ? sentPath(node, scope, trail) : sent(node, scope, trail);
}

function sentCall(node: Node, scope: Scope, trail: Trail): readonly SentValue[] {
  if (node.type !== 'CallExpression') return [];
  const callee = bare(node.callee);
  const results = resultsOf(node, scope, trail.file.scopes);
  if (results !== undefined) {
    const given = new Map([...trail.given, ...results.given]);
    return results.returned.flatMap((result) =>
      sent(result.node, result.scope, { ...trail, given }),
    );
  }
  const read = sentPath(node, scope, trail);
  if (read.length > 0) return read;
  const isPassed = callee.type === 'MemberExpression' && isPassing(memberName(callee) ?? '');
  const given = isPassed ? [callee.object, ...node.arguments] : node.arguments;
  return given.flatMap((argument) => sent(argument, scope, trail));
}
