import type { Node } from 'oxc-parser';

import type { TypeShape } from '../extraction.ts';
import type { Binding, Scope, Source } from './scope.ts';
import { bindingOf } from './scope.ts';
import { typeName } from './shapes.ts';
import { bare, calleeName, memberName } from './syntax.ts';
import { textsOf } from './values.ts';

/** What an expression reads: `user.email` of type `User`. */
export interface PropertyPath {
  readonly path: readonly string[];
  readonly type: string | undefined;
}

type Types = ReadonlyMap<string, TypeShape>;
const deepest = 12;

/** The property path an expression reads, through aliases and destructuring; nothing for other expressions. */
export function pathOf(
  expression: Node,
  scope: Scope,
  types: Types,
  depth = 0,
): PropertyPath | undefined {
  const node = bare(expression);
  if (depth > deepest) return undefined;
  switch (node.type) {
    case 'Identifier':
      return pathOfName(node.name, bindingOf(node, scope), types, depth);
    case 'MemberExpression':
      return pathOfMember(node, scope, types, depth);
    case 'AwaitExpression':
      return pathOf(node.argument, scope, types, depth + 1);
    case 'CallExpression':
      return pathOfCall(node, scope, types, depth);
    case 'LogicalExpression':
      return pathOf(node.left, scope, types, depth + 1);
    case 'ThisExpression':
      return { path: [], type: undefined };
    default:
      return undefined;
  }
}

/** The path seen from the last thing in it whose type is known: `team.owner.email` is `owner.email` of `User`. */
export function fromLastType({ path, type }: PropertyPath, types: Types): PropertyPath {
  const [, field, ...rest] = path;
  if (type === undefined || field === undefined) return { path, type };
  const next = types
    .get(type)
    ?.fields.find(({ name }) => name === field)
    ?.type.replace(/[?[\]]/g, '');
  if (next === undefined || !types.has(next)) return { path, type };
  return fromLastType({ path: [field, ...rest], type: next }, types);
}

function pathOfName(
  name: string,
  binding: Binding | undefined,
  types: Types,
  depth: number,
): PropertyPath | undefined {
  if (binding === undefined) return { path: [name], type: undefined };
  if (binding.kind === 'function' || binding.kind === 'class' || binding.kind === 'caught')
    return undefined;
  const [source] = binding.sources;
  if (source === undefined) return { path: [name], type: undefined };
  return pathOfSource(name, source, types, depth);
}

function pathOfSource(
  name: string,
  source: Source,
  types: Types,
  depth: number,
): PropertyPath | undefined {
  const { expression, scope } = source;
  const path = source.path.filter((word) => !/^(\d+|\?)$/.test(word));
  const written = scalar(typeName(source.type));
  const base = expression === undefined ? undefined : pathOf(expression, scope, types, depth + 1);
  if (base !== undefined && isAlias(expression)) {
    return { path: [...base.path, ...path], type: written ?? base.type };
  }
  const type = written ?? base?.type;
  // A destructured whole has no name of its own; its type, or what made it, stands for it.
  if (path.length > 0) {
    const root = base?.path.at(-1) ?? (type === undefined ? undefined : lowerFirst(type));
    return { path: root === undefined ? path : [root, ...path], type };
  }
  return { path: [name], type };
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
  types: Types,
  depth: number,
): PropertyPath | undefined {
  if (node.type !== 'MemberExpression') return undefined;
  const name = memberName(node);
  if (node.object.type === 'ThisExpression') {
    const binding = bindingOf(node, scope);
    if (binding !== undefined)
      return pathOfName(binding.name, { ...binding, kind: 'variable' }, types, depth + 1);
  }
  const base = pathOf(node.object, scope, types, depth + 1);
  if (base === undefined) return undefined;
  const isIndex = name === undefined || /^\d+$/.test(name);
  return isIndex ? base : { path: [...base.path, name.replace(/^\$/, '')], type: base.type };
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
  types: Types,
  depth: number,
): PropertyPath | undefined {
  if (node.type !== 'CallExpression') return undefined;
  const model = modelOfQuery(node, types);
  if (model !== undefined) return { path: [lowerFirst(model)], type: model };
  const callee = bare(node.callee);
  const name = calleeName(callee) ?? '';
  if (callee.type === 'MemberExpression') {
    const [argument] = node.arguments;
    if (readsByName.test(name) && argument !== undefined) {
      const [field] = textsOf(argument, scope);
      const base = pathOf(callee.object, scope, types, depth + 1);
      if (field !== undefined && base !== undefined)
        return { path: [...base.path, field], type: base.type };
    }
    if (isPassing(name)) return pathOf(callee.object, scope, types, depth + 1);
  }
  const [, thing] =
    /^(?:get|fetch|load|find|read|retrieve|select|use)(?:Current|My)?([A-Z]\w*?)(?:By\w+)?$/.exec(
      name,
    ) ?? [];
  return thing === undefined ? undefined : { path: [lowerFirst(thing)], type: undefined };
}

const queries =
  /^(find(Unique|First|Many)(OrThrow)?|create|update|upsert|delete|(create|update)ManyAndReturn)$/;

/** The model whose rows a Prisma call gives: `db.user.findUnique(…)` is `User`. */
function modelOfQuery(node: Node, types: Types): string | undefined {
  if (node.type !== 'CallExpression') return undefined;
  const callee = bare(node.callee);
  if (callee.type !== 'MemberExpression' || !queries.test(memberName(callee) ?? ''))
    return undefined;
  const client = bare(callee.object);
  const delegate = memberName(client);
  if (delegate === undefined || client.type !== 'MemberExpression') return undefined;
  const model = delegate.charAt(0).toUpperCase() + delegate.slice(1);
  if (types.has(model)) return model;
  return /^(prisma|db|tx|trx|client|database|orm)|(Prisma|Db|DB)$/.test(
    calleeName(client.object) ?? '',
  )
    ? model
    : undefined;
}

function scalar(type: string | undefined): string | undefined {
  return type === undefined || /^(string|number|boolean|unknown|any)$/.test(type)
    ? undefined
    : type;
}

function lowerFirst(word: string): string {
  return word.charAt(0).toLowerCase() + word.slice(1);
}
