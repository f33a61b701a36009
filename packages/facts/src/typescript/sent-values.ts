import type { Node } from 'oxc-parser';

import type { FlowValue } from '../flow/file-flow.ts';
import { harmlessName, isId } from '../flow/harmless-name.ts';
import { harmlessCall, isEmailAddress } from './harmless.ts';
import { isPassing, pathOf } from './property-path.ts';
import { partsOf } from './parts-of.ts';
import type { Reader } from './reader.ts';
import { returnedFrom } from './returned.ts';
import type { Binding, Scope } from './scope.ts';
import { bindingOf } from './scope.ts';
import { bare, calleeName, isFunction, keyName, memberName } from './syntax.ts';
import { readObject } from './values.ts';

interface Trail {
  readonly reader: Reader;
  readonly depth: number;
  /** Keys of the objects around, from outside in. */
  readonly key: readonly string[];
  /** What a constant would be called: the keys around, or the property it is read from. */
  readonly named: readonly string[];
}

const deepest = 10;
const mostValues = 60;

/**
 * The property paths whose values are in what an expression makes. What is only asked about them
 * (`!!email`, `emails.length`, `user.id`, a hash) is not the value, and neither is a constant.
 */
export function sentValues(expression: Node, scope: Scope, reader: Reader): readonly FlowValue[] {
  const found = sent(expression, scope, { reader, depth: 0, key: [], named: [] });
  if (found.length < 2) return found.filter(mayDisclose);
  const distinct = new Map(found.map((value) => [identity(value), value]));
  return [...distinct.values()].filter(mayDisclose).slice(0, mostValues);
}

function identity({ type, path, key, root }: FlowValue): string {
  const from = root === undefined ? '' : `${root.kind}${root.of}.${root.index}`;
  return `${type ?? ''}:${path.join('.')}:${key.join('.')}:${from}`;
}

// An `id` that a function is given may be anything; its callers know.
function mayDisclose({ path, root }: FlowValue): boolean {
  return (root !== undefined && root.below.length === 0) || !harmlessName(path);
}

function sent(expression: Node, scope: Scope, trail: Trail): readonly FlowValue[] {
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

function sentLiteral(node: Node, { reader, key, named }: Trail): readonly FlowValue[] {
  const isAddress =
    node.type === 'Literal' && typeof node.value === 'string' && isEmailAddress(node.value);
  return isAddress && named.length > 0
    ? [{ path: named, at: reader.file.at(node), key, isConstant: true }]
    : [];
}

function sentName(node: Node, scope: Scope, trail: Trail): readonly FlowValue[] {
  if (node.type !== 'Identifier' || node.name === 'undefined') return [];
  const binding = bindingOf(node, scope);
  const whole = sentBinding(node, scope, { binding, trail });
  const parts = trail.depth > deepestPart ? [] : (binding?.parts ?? []);
  if (parts.length === 0) return whole;
  const at = trail.reader.file.at(node);
  const put = parts.flatMap(({ expression, path, scope: where }) =>
    expression === undefined
      ? []
      : sent(expression, where, {
          ...trail,
          key: [...trail.key, ...path],
          named: [...trail.named, ...path],
        }),
  );
  return [...whole, ...put.map((value) => ({ ...value, at }))];
}

// What is put into what is put into a thing; deeper nests are rare and cost much.
const deepestPart = 3;

interface Bound {
  readonly binding: Binding | undefined;
  readonly trail: Trail;
}

function sentBinding(node: Node, scope: Scope, { binding, trail }: Bound): readonly FlowValue[] {
  const built = (binding?.sources ?? []).flatMap(({ expression, path, scope: where }) => {
    if (expression === undefined) return [];
    const whole =
      path.length === 0 ? { value: expression, scope: where } : propertyAt(expression, path, where);
    return whole === undefined || !isBuilt(whole.value) ? [] : [whole];
  });
  if (built.length > 0 && built.length === binding?.sources.length) {
    return built
      .flatMap(({ value, scope: where }) => sent(value, where, trail))
      .filter(({ path }) => !isId(binding.name, path))
      .map((found) => ({ ...found, at: trail.reader.file.at(node) }));
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
  if (node.type === 'AwaitExpression') return harmlessCall(bare(node.argument));
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

function sentMember(node: Node, scope: Scope, trail: Trail): readonly FlowValue[] {
  const name = memberName(node);
  if (node.type !== 'MemberExpression' || name === undefined) return sentPath(node, scope, trail);
  const property = readObject(node.object, scope)?.properties.get(name);
  if (property === undefined) return sentPath(node, scope, trail);
  const built = sent(property.value, property.scope, { ...trail, named: [name] });
  return built.length > 0 || isBuilt(property.value) ? built : sentPath(node, scope, trail);
}

function sentPath(node: Node, scope: Scope, { reader, key }: Trail): readonly FlowValue[] {
  const read = pathOf(node, scope, reader);
  if (read === undefined || isEnvironment(read.path)) return [];
  if (read.path.length === 0 && read.root === undefined) return [];
  return [{ ...read, at: reader.file.at(node), key }];
}

// What the machine and the language say of themselves.
function isEnvironment([root = '']: readonly string[]): boolean {
  return /^(process|Math|Date|JSON|Object|Number|NaN|Infinity|performance|console|Symbol|__\w+)$/.test(
    root,
  );
}

function sentProperty(property: Node, scope: Scope, trail: Trail): readonly FlowValue[] {
  if (property.type === 'SpreadElement') return sent(property.argument, scope, trail);
  if (property.type !== 'Property' || isFunction(property.value)) return [];
  const key = keyName(property)?.replace(/^\$/, '');
  const inside =
    key === undefined || key === ''
      ? trail
      : { ...trail, key: [...trail.key, key], named: [...trail.named, key] };
  return sent(property.value, scope, inside);
}

function sentAwaited(argument: Node, scope: Scope, trail: Trail): readonly FlowValue[] {
  const node = bare(argument);
  if (harmlessCall(node)) return [];
  // What a call answers is not what it was asked with.
  return node.type === 'CallExpression' ? sentPath(node, scope, trail) : sent(node, scope, trail);
}

function sentCall(node: Node, scope: Scope, trail: Trail): readonly FlowValue[] {
  if (node.type !== 'CallExpression') return [];
  const callee = bare(node.callee);
  const [first] = node.arguments;
  if (
    /^(map|flatMap)$/.test(memberName(callee) ?? '') &&
    first !== undefined &&
    isFunction(first)
  ) {
    const returned = returnedFrom(first, scope, trail.reader.file.scopes);
    return returned.flatMap((one) => sent(one.node, one.scope, trail));
  }
  const read = sentPath(node, scope, trail);
  if (read.some(({ path }) => path.length > 0)) return read;
  // What a function of the program makes of its arguments is told by it; any other passes them on.
  if (read.length > 0) return read.map((value) => passing(value));
  const isPassed = callee.type === 'MemberExpression' && isPassing(memberName(callee) ?? '');
  const given = isPassed ? [callee.object, ...node.arguments] : node.arguments;
  return given.flatMap((argument) => sent(argument, scope, trail));
}

function passing(value: FlowValue): FlowValue {
  return value.root === undefined ? value : { ...value, root: { ...value.root, passes: true } };
}
