import type { Node } from 'oxc-parser';

import { returnedFrom } from '../typescript/returned.ts';
import type { FileView } from '../typescript/detector.ts';
import type { Scope, Site } from '../typescript/scope.ts';
import { bindingOf } from '../typescript/scope.ts';
import { bare, calleeName, isFunction } from '../typescript/syntax.ts';
import { readObject, textsOf } from '../typescript/values.ts';
import type { Amount } from './amount.ts';
import { amountOf, times } from './amount.ts';

/** How long ago an instant is. */
export interface Age {
  readonly amount: Amount;
  readonly unit: 'ms' | 'second' | 'hour' | 'day' | 'month' | 'year';
}

/** What the place of an expression knows beside its scope. */
export interface Around {
  readonly site: Site;
  readonly file: FileView;
}

const deepest = 8;

/** How long before now an instant is; nothing where only a run can tell. */
export function ageOf(expression: Node, scope: Scope, around: Around, depth = 0): Age | undefined {
  const node = bare(expression);
  if (depth > deepest) return undefined;
  switch (node.type) {
    case 'Identifier':
      return ofName(node, scope, around, depth);
    case 'NewExpression': {
      const [first] = node.arguments;
      return first === undefined || calleeName(node.callee) !== 'Date'
        ? undefined
        : ageOf(first, scope, around, depth + 1);
    }
    case 'BinaryExpression':
      return before(node, scope);
    case 'CallExpression':
      return ofCall(node, scope, around, depth);
    case 'AwaitExpression':
      return ageOf(node.argument, scope, around, depth + 1);
    default:
      return undefined;
  }
}

/** `Date.now() - 90 * DAY`, in milliseconds. */
function before(node: Node, scope: Scope): Age | undefined {
  if (node.type !== 'BinaryExpression' || node.operator !== '-') return undefined;
  const amount = amountOf(node.right, scope);
  // What it is taken from is now, unless it is a number itself.
  const isInstant = amountOf(node.left, scope) === undefined;
  return amount === undefined || !isInstant ? undefined : { amount, unit: 'ms' };
}

function ofName(node: Node, scope: Scope, around: Around, depth: number): Age | undefined {
  const [source, ...others] = bindingOf(node, scope)?.sources ?? [];
  if (source?.expression === undefined || others.length > 0 || source.path.length > 0)
    return undefined;
  return (
    ageOf(source.expression, source.scope, around, depth + 1) ??
    (node.type === 'Identifier' ? moved(node.name, scope, around) : undefined)
  );
}

/** `cutoff.setDate(cutoff.getDate() - 90)` in a block around. */
function moved(name: string, scope: Scope, { site }: Around): Age | undefined {
  for (let at: Site | undefined = site; at !== undefined; at = at.parent) {
    const { node } = at;
    if (node.type !== 'BlockStatement' && node.type !== 'Program') continue;
    for (const statement of node.body) {
      const call =
        statement.type === 'ExpressionStatement' ? bare(statement.expression) : undefined;
      const age = call === undefined ? undefined : setBack(call, name, scope);
      if (age !== undefined) return age;
    }
  }
  return undefined;
}

function setBack(call: Node, name: string, scope: Scope): Age | undefined {
  if (call.type !== 'CallExpression' || !isOn(call.callee, name)) return undefined;
  const method = calleeName(call.callee) ?? '';
  const [, part = ''] = /^set(?:UTC)?(Date|Hours|Month|FullYear|Time)$/.exec(method) ?? [];
  const [value] = call.arguments;
  const minus = value === undefined ? undefined : bare(value);
  if (minus?.type !== 'BinaryExpression' || minus.operator !== '-') return undefined;
  const amount = amountOf(minus.right, scope);
  const unit = parts[part];
  return amount === undefined || unit === undefined ? undefined : { amount, unit };
}

function isOn(callee: Node, name: string): boolean {
  const member = bare(callee);
  const object = member.type === 'MemberExpression' ? bare(member.object) : undefined;
  return object?.type === 'Identifier' && object.name === name;
}

const parts: Readonly<Record<string, Age['unit']>> = {
  Date: 'day',
  Hours: 'hour',
  Month: 'month',
  FullYear: 'year',
  Time: 'ms',
};

function ofCall(node: Node, scope: Scope, around: Around, depth: number): Age | undefined {
  if (node.type !== 'CallExpression') return undefined;
  const callee = bare(node.callee);
  const name = calleeName(callee) ?? '';
  const [first, second] = node.arguments;
  if (callee.type === 'MemberExpression') {
    const taken =
      /^(?:subtract|minus|add|plus)$/.test(name) && first !== undefined
        ? inWords(first, second, scope)
        : undefined;
    if (taken !== undefined)
      return /^(?:add|plus)$/.test(name) ? { ...taken, amount: times(-1, taken.amount) } : taken;
    // `.toDate()`, `.toISOString()`, `.startOf('day')`: the same instant, or the start of its day.
    return ageOf(callee.object, scope, around, depth + 1);
  }
  return byFunction(name, [first, second], scope) ?? byOwnFunction(callee, scope, around, depth);
}

// date-fns: `subDays(new Date(), 90)`, `sub(new Date(), { days: 90 })`; and what is called so everywhere.
function byFunction(
  name: string,
  [first, second]: readonly (Node | undefined)[],
  scope: Scope,
): Age | undefined {
  const [, ago] = /^(hours|days|weeks|months|years)Ago$/.exec(name) ?? [];
  if (ago !== undefined && first !== undefined) return measured(amountOf(first, scope), ago);
  if (name === 'sub' && second !== undefined) return inWords(second, undefined, scope);
  const [, verb, unit = ''] =
    /^(sub|add)(Milliseconds|Seconds|Minutes|Hours|Days|Weeks|Months|Years)$/.exec(name) ?? [];
  if (verb === undefined || second === undefined) return undefined;
  const amount = amountOf(second, scope);
  return measured(amount === undefined ? undefined : times(verb === 'add' ? -1 : 1, amount), unit);
}

/** A function of this file that gives the instant. */
function byOwnFunction(callee: Node, scope: Scope, around: Around, depth: number): Age | undefined {
  const binding = bindingOf(callee, scope);
  const declared = binding?.declaration ?? binding?.sources[0]?.expression;
  if (declared === undefined || !isFunction(declared)) return undefined;
  const [given, ...others] = returnedFrom(declared, scope, around.file.scopes);
  return given === undefined || others.length > 0
    ? undefined
    : ageOf(given.node, given.scope, around, depth + 1);
}

/** `90, 'days'` and `{ days: 90 }`. */
function inWords(first: Node, second: Node | undefined, scope: Scope): Age | undefined {
  if (second !== undefined) {
    const [unit = ''] = textsOf(second, scope);
    return measured(amountOf(first, scope), unit);
  }
  const [named, ...others] = [...(readObject(first, scope)?.properties ?? [])];
  if (named === undefined || others.length > 0) return undefined;
  const [unit, { value, scope: where }] = named;
  return measured(amountOf(value, where), unit);
}

const measures: readonly (readonly [RegExp, Age['unit'], number])[] = [
  [/^(?:ms|milliseconds?)$/i, 'ms', 1],
  [/^(?:s|seconds?)$/i, 'second', 1],
  [/^(?:m|minutes?)$/, 'second', 60],
  [/^(?:minutes?)$/i, 'second', 60],
  [/^(?:h|hours?)$/i, 'hour', 1],
  [/^(?:d|days?)$/i, 'day', 1],
  [/^(?:w|weeks?)$/i, 'day', 7],
  [/^(?:M|months?)$/, 'month', 1],
  [/^(?:months?)$/i, 'month', 1],
  [/^(?:y|years?)$/i, 'year', 1],
];

/** So much of a unit, by the name that libraries and databases have for it. */
export function measured(amount: Amount | undefined, unit: string): Age | undefined {
  const measure = measures.find(([name]) => name.test(unit));
  if (amount === undefined || measure === undefined) return undefined;
  return { amount: times(measure[2], amount), unit: measure[1] };
}

/** Days of a unit at the most. */
export const daysOfUnit: Readonly<Record<Age['unit'], number>> = {
  ms: 1 / 86_400_000,
  second: 1 / 86_400,
  hour: 1 / 24,
  day: 1,
  month: 31,
  year: 366,
};
