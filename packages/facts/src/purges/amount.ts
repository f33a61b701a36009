import type { Node } from 'oxc-parser';

import type { Scope, Source } from '../typescript/scope.ts';
import { bindingOf, resolve } from '../typescript/scope.ts';
import { bare, calleeName, memberName } from '../typescript/syntax.ts';
import { readObject } from '../typescript/values.ts';

/** A number as far as one file says; what another file exports is looked up once all are read. */
export type Amount =
  | number
  | { readonly module: string; readonly name: string }
  | { readonly op: Operator; readonly left: Amount; readonly right: Amount };

type Operator = '+' | '-' | '*' | '/';

const deepest = 10;

/** The number that an expression is; nothing for what only a run can tell. */
export function amountOf(expression: Node, scope: Scope, depth = 0): Amount | undefined {
  const node = bare(expression);
  if (depth > deepest) return undefined;
  switch (node.type) {
    case 'Literal':
      return numberIn(node.value);
    case 'BinaryExpression':
      return calculated(node.operator, [node.left, node.right], scope, depth);
    case 'UnaryExpression':
      return negative(node, scope, depth);
    case 'LogicalExpression':
      return either(node, scope, depth);
    case 'CallExpression':
      return ofCall(node, scope, depth);
    case 'Identifier':
      return ofName(node, scope, depth);
    case 'MemberExpression':
      return ofMember(node, scope, depth);
    default:
      return undefined;
  }
}

function negative(
  { operator, argument }: Extract<Node, { type: 'UnaryExpression' }>,
  scope: Scope,
  depth: number,
): Amount | undefined {
  const of = operator === '-' ? amountOf(argument, scope, depth + 1) : undefined;
  return of === undefined ? undefined : times(-1, of);
}

/** `Number(process.env.DAYS ?? 90)`: what holds unless somebody says otherwise. */
function either(
  { left, right }: Extract<Node, { type: 'LogicalExpression' }>,
  scope: Scope,
  depth: number,
): Amount | undefined {
  return amountOf(left, scope, depth + 1) ?? amountOf(right, scope, depth + 1);
}

export function times(factor: number, amount: Amount): Amount {
  if (factor === 1) return amount;
  return typeof amount === 'number' ? amount * factor : { op: '*', left: amount, right: factor };
}

/** The number, once what other files export is known. */
export function numberOf(
  amount: Amount,
  constantOf: (module: string, name: string) => number | undefined,
): number | undefined {
  if (typeof amount === 'number') return amount;
  if ('module' in amount) return constantOf(amount.module, amount.name);
  const left = numberOf(amount.left, constantOf);
  const right = numberOf(amount.right, constantOf);
  return left === undefined || right === undefined ? undefined : operate(amount.op, left, right);
}

function operate(op: Operator, left: number, right: number): number {
  switch (op) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return left / right;
  }
}

function calculated(
  operator: string,
  [left, right]: readonly [Node, Node],
  scope: Scope,
  depth: number,
): Amount | undefined {
  const op = operators.find((one) => one === operator);
  const a = op === undefined ? undefined : amountOf(left, scope, depth + 1);
  const b = a === undefined ? undefined : amountOf(right, scope, depth + 1);
  if (op === undefined || a === undefined || b === undefined) return undefined;
  return typeof a === 'number' && typeof b === 'number'
    ? operate(op, a, b)
    : { op, left: a, right: b };
}

const operators: readonly Operator[] = ['+', '-', '*', '/'];

function numberIn(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^\d+(?:\.\d+)?$/.test(value) ? Number(value) : undefined;
}

/** `Number(…)`, and what the package `ms` reads: `ms('90d')`. */
function ofCall(node: Node, scope: Scope, depth: number): Amount | undefined {
  if (node.type !== 'CallExpression') return undefined;
  const [first] = node.arguments;
  const name = calleeName(node.callee) ?? '';
  if (first === undefined) return undefined;
  if (/^(?:Number|parseInt|parseFloat|floor|ceil|round|trunc|abs)$/.test(name))
    return amountOf(first, scope, depth + 1);
  const text = first.type === 'Literal' && typeof first.value === 'string' ? first.value : '';
  const [, count, unit = ''] = /^(\d+(?:\.\d+)?)\s*([a-z])[a-z]*$/i.exec(text) ?? [];
  const size = millisecondsOf[unit.toLowerCase()];
  return name === 'ms' && count !== undefined && size !== undefined
    ? Number(count) * size
    : undefined;
}

const millisecondsOf: Readonly<Record<string, number>> = {
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
  y: 31_557_600_000,
};

function ofName(node: Node, scope: Scope, depth: number): Amount | undefined {
  const binding = bindingOf(node, scope);
  if (binding?.imported !== undefined) return binding.imported;
  const [source, ...others] = binding?.sources ?? [];
  return source === undefined || others.length > 0 ? undefined : ofSource(source, depth);
}

/** A value, or what stands under a name of it. */
function ofSource({ expression, path, scope }: Source, depth: number): Amount | undefined {
  if (expression === undefined || path.length > 1) return undefined;
  const [name] = path;
  if (name === undefined) return amountOf(expression, scope, depth + 1);
  const property = readObject(expression, scope)?.properties.get(name);
  return property && amountOf(property.value, property.scope, depth + 1);
}

function ofMember(node: Node, scope: Scope, depth: number): Amount | undefined {
  const name = memberName(node);
  if (node.type !== 'MemberExpression' || name === undefined) return undefined;
  const own = node.object.type === 'ThisExpression' ? ofName(node, scope, depth) : undefined;
  if (own !== undefined) return own;
  const property = readObject(node.object, scope)?.properties.get(name);
  if (property !== undefined) return amountOf(property.value, property.scope, depth + 1);
  const root = bare(node.object);
  const imported = root.type === 'Identifier' ? resolve(root.name, scope)?.imported : undefined;
  if (imported === undefined) return undefined;
  const whole = imported.name === '*' ? name : `${imported.name}.${name}`;
  return { module: imported.module, name: whole };
}
