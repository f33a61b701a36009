import type { Node } from 'oxc-parser';

import type { FlowRoot } from '../flow/file-flow.ts';
import { isId } from '../flow/harmless-name.ts';
import { present } from '../flow/present.ts';
import type { Reader } from './reader.ts';
import { queriedRow } from './queries.ts';
import type { Binding, Scope, Source } from './scope.ts';
import { bindingOf } from './scope.ts';
import { typeName } from './shapes.ts';
import { bare, calleeName, memberName } from './syntax.ts';
import { textsOf } from './values.ts';

/** What an expression reads: `user.email` of type `User`. */
export interface PropertyPath {
  readonly path: readonly string[];
  readonly type?: string;
  readonly only?: readonly string[];
  readonly root?: FlowRoot;
}

const deepest = 12;

/** The property path an expression reads, through aliases and destructuring; nothing for other expressions. */
export function pathOf(
  expression: Node,
  scope: Scope,
  reader: Reader,
  depth = 0,
): PropertyPath | undefined {
  const node = bare(expression);
  if (depth > deepest) return undefined;
  switch (node.type) {
    case 'Identifier':
      return pathOfName(node.name, bindingOf(node, scope), reader, depth);
    case 'MemberExpression':
      return pathOfMember(node, scope, reader, depth);
    case 'AwaitExpression':
      return pathOf(node.argument, scope, reader, depth + 1);
    case 'CallExpression':
      return pathOfCall(node, scope, reader, depth);
    case 'LogicalExpression':
      return pathOf(node.left, scope, reader, depth + 1);
    case 'ThisExpression':
      return { path: [] };
    default:
      return undefined;
  }
}

function pathOfName(
  name: string,
  binding: Binding | undefined,
  reader: Reader,
  depth: number,
): PropertyPath | undefined {
  if (binding === undefined) return { path: [name] };
  if (binding.kind === 'function' || binding.kind === 'class' || binding.kind === 'caught')
    return undefined;
  const [source] = binding.sources;
  if (source === undefined) return { path: [name] };
  return pathOfSource(binding, source, reader, depth);
}

function pathOfSource(
  binding: Binding,
  source: Source,
  reader: Reader,
  depth: number,
): PropertyPath | undefined {
  const { expression, scope } = source;
  const path = source.path.filter((word) => !/^(\d+|\?)$/.test(word));
  const base = expression && pathOf(expression, scope, reader, depth + 1);
  const whole = base !== undefined && isAlias(expression) ? [...base.path, ...path] : undefined;
  // `const customerId = session.customer`: what is called an id is one, unless it tells more.
  if (expression !== undefined && isId(binding.name, whole ?? path))
    return { path: [binding.name, 'id'] };
  const root = rootOf(binding, { base, expression, reader });
  const read = { ...typeOf(source, base), ...present({ root: root && below(root, path) }) };
  if (whole !== undefined) return { path: whole, ...read };
  return { path: ownName(binding, path, base?.path.at(-1) ?? wordOf(read.type)), ...read };
}

interface Made {
  readonly base: PropertyPath | undefined;
  readonly expression: Node | undefined;
  readonly reader: Reader;
}

function rootOf(binding: Binding, { base, expression, reader }: Made): FlowRoot | undefined {
  return expression === undefined ? reader.parameterOf(binding) : base?.root;
}

// A destructured whole has no name of its own; its type, or what made it, stands for it.
function ownName(
  { name }: Binding,
  path: readonly string[],
  whole: string | undefined,
): readonly string[] {
  if (path.length === 0) return [name];
  return whole === undefined || whole === path[0] ? path : [whole, ...path];
}

/** The written type, else that of what it is made of. */
function typeOf(
  { type: written }: Source,
  base: PropertyPath | undefined,
): Pick<PropertyPath, 'type' | 'only'> {
  const type = scalar(typeName(written));
  return type === undefined ? present({ type: base?.type, only: base?.only }) : { type };
}

function below(root: FlowRoot, path: readonly string[]): FlowRoot {
  return { ...root, below: [...root.below, ...path] };
}

// What only passes on what it reads; a call's result has the name it is given.
function isAlias(expression: Node | undefined): boolean {
  const node = expression === undefined ? undefined : bare(expression);
  if (node?.type === 'LogicalExpression') return isAlias(node.left);
  if (node?.type === 'CallExpression') return same.test(memberName(bare(node.callee)) ?? '');
  return node?.type === 'MemberExpression' || node?.type === 'Identifier';
}

function pathOfMember(
  node: Node,
  scope: Scope,
  reader: Reader,
  depth: number,
): PropertyPath | undefined {
  if (node.type !== 'MemberExpression') return undefined;
  const name = memberName(node);
  if (node.object.type === 'ThisExpression') {
    const binding = bindingOf(node, scope);
    if (binding !== undefined)
      return pathOfName(binding.name, { ...binding, kind: 'variable' }, reader, depth + 1);
  }
  // What stands after the `@` is the domain, which many have.
  if (isDomain(node)) return undefined;
  const base = pathOf(node.object, scope, reader, depth + 1);
  if (base === undefined) return undefined;
  if (name === undefined || /^\d+$/.test(name)) return base;
  const step = name.replace(/^\$/, '');
  return {
    ...base,
    path: [...base.path, step],
    ...(base.root === undefined ? {} : { root: below(base.root, [step]) }),
  };
}

function isDomain(node: Node): boolean {
  if (node.type !== 'MemberExpression' || memberName(node) !== '1') return false;
  return isSplitAtSign(bare(node.object));
}

function isSplitAtSign(call: Node): boolean {
  if (call.type !== 'CallExpression' || calleeName(call.callee) !== 'split') return false;
  const [sign] = call.arguments;
  return sign?.type === 'Literal' && sign.value === '@';
}

const same =
  /^(toString|trim|trimEnd|trimStart|toLowerCase|toUpperCase|normalize|slice|substring|substr|padEnd|padStart|replace|replaceAll|valueOf|toISOString)$/;
const parts =
  /^(at|pop|shift|filter|find|findLast|sort|toSorted|reverse|concat|flat|split|join|toJSON|toObject|values|parse|safeParse|json|unwrap)$/;

/** Whether a method gives what it is called on, in another form or in part. */
export function isPassing(method: string): boolean {
  return same.test(method) || parts.test(method);
}

const readsByName = /^(get|getItem|getAll|header|getHeader|param|query|field|column|cookie)$/;

function pathOfCall(
  node: Node,
  scope: Scope,
  reader: Reader,
  depth: number,
): PropertyPath | undefined {
  if (node.type !== 'CallExpression') return undefined;
  const row = queriedRow(node, scope);
  if (row !== undefined) {
    const { type, only } = row;
    return { path: [wordOf(type)], type, ...present({ only }) };
  }
  const callee = bare(node.callee);
  const name = calleeName(callee) ?? '';
  if (callee.type === 'MemberExpression') {
    const read = pathOfMethod(node, scope, reader, depth);
    if (read !== undefined) return read;
  }
  const [, thing] =
    /^(?:(?:get|fetch|load|find|read|retrieve|select|use)(?:Current|My)?|current)([A-Z]\w*?)(?:By\w+)?$/.exec(
      name,
    ) ?? [];
  const root = reader.resultOf(node);
  if (root === undefined && thing === undefined) return undefined;
  return {
    path: thing === undefined ? [] : [lowerFirst(thing)],
    ...(root === undefined ? {} : { root }),
  };
}

function pathOfMethod(
  node: Node,
  scope: Scope,
  reader: Reader,
  depth: number,
): PropertyPath | undefined {
  if (node.type !== 'CallExpression') return undefined;
  const callee = bare(node.callee);
  if (callee.type !== 'MemberExpression') return undefined;
  const name = memberName(callee) ?? '';
  const [argument] = node.arguments;
  if (/^(pop|at)$/.test(name) && isSplitAtSign(bare(callee.object))) return undefined;
  if (readsByName.test(name) && argument !== undefined) {
    const [field] = textsOf(argument, scope);
    const base = pathOf(callee.object, scope, reader, depth + 1);
    if (field !== undefined && base !== undefined) {
      return { path: [...base.path, field], ...present({ type: base.type }) };
    }
  }
  return isPassing(name) ? pathOf(callee.object, scope, reader, depth + 1) : undefined;
}

function scalar(type: string | undefined): string | undefined {
  return type === undefined || /^(string|number|boolean|unknown|any)$/.test(type)
    ? undefined
    : type;
}

/** `user` for `User` and `model:User`. */
function wordOf(type: string): string;
function wordOf(type: string | undefined): string | undefined;
function wordOf(type: string | undefined): string | undefined {
  return type === undefined ? undefined : lowerFirst(type.replace(/^model:/, ''));
}

function lowerFirst(word: string): string {
  return word.charAt(0).toLowerCase() + word.slice(1);
}
