import type { Node } from 'oxc-parser';

import type { ModuleName } from './modules.ts';
import { moduleName } from './modules.ts';
import type { Binding, Scope, Site } from './scope.ts';
import { bindingOf, resolve } from './scope.ts';
import { bare, isFunction, memberName } from './syntax.ts';

/** Where a thing comes from, and by which names: `axios.create().post` is package axios, create, post. */
export interface Origin {
  readonly from: ModuleName | { readonly kind: 'global'; readonly name: string };
  readonly names: readonly string[];
}

const deepest = 12;

/** Where an expression comes from: an import, a builtin, a global; nothing for the file's own things. */
export function originOf(expression: Node, scope: Scope): Origin | undefined {
  const { origins } = scope.memory;
  const known = origins.get(expression);
  if (known !== undefined || origins.has(expression)) return known;
  const origin = originBelow(expression, scope, 0);
  origins.set(expression, origin);
  return origin;
}

function originBelow(expression: Node, scope: Scope, depth: number): Origin | undefined {
  const node = bare(expression);
  if (depth > deepest) return undefined;
  switch (node.type) {
    case 'Identifier':
      return originOfName(node.name, scope, depth);
    case 'MemberExpression':
      return originOfMember(node, scope, depth);
    case 'CallExpression':
      return required(node) ?? originBelow(node.callee, scope, depth + 1);
    case 'NewExpression':
      return originBelow(node.callee, scope, depth + 1);
    case 'AwaitExpression':
      return originBelow(node.argument, scope, depth + 1);
    case 'ImportExpression':
      return originOfModule(node.source);
    case 'LogicalExpression':
      return originBelow(node.left, scope, depth + 1) ?? originBelow(node.right, scope, depth + 1);
    default:
      return undefined;
  }
}

/** Whether the origin is this builtin module or package. */
export function isFrom(origin: Origin | undefined, module: RegExp): boolean {
  if (origin === undefined || origin.from.kind === 'local') return false;
  return origin.from.kind !== 'global' && module.test(origin.from.name);
}

function originOfName(name: string, scope: Scope, depth: number): Origin | undefined {
  const binding = resolve(name, scope);
  if (binding === undefined) return { from: { kind: 'global', name }, names: [] };
  return originOfBinding(binding, depth);
}

function originOfBinding(binding: Binding, depth: number): Origin | undefined {
  if (binding.imported !== undefined) {
    const { module, name } = binding.imported;
    return { from: moduleName(module), names: name === '*' || name === 'default' ? [] : [name] };
  }
  for (const { expression, path, scope, type } of binding.sources) {
    const origin = expression === undefined ? undefined : originBelow(expression, scope, depth + 1);
    if (origin !== undefined) return { from: origin.from, names: [...origin.names, ...path] };
    const typed = type === undefined ? undefined : originOfType(type, scope);
    if (typed !== undefined) return typed;
  }
  return binding.owner === undefined ? undefined : originOfCallback(binding.owner, depth);
}

function originOfMember(node: Node, scope: Scope, depth: number): Origin | undefined {
  if (node.type !== 'MemberExpression') return undefined;
  if (node.object.type === 'ThisExpression') {
    const binding = bindingOf(node, scope);
    return binding === undefined ? undefined : originOfBinding(binding, depth + 1);
  }
  const origin = originBelow(node.object, scope, depth + 1);
  const name = memberName(node);
  if (origin === undefined || name === undefined) return origin;
  const isWindow =
    origin.from.kind === 'global' && /^(window|globalThis|self|global)$/.test(origin.from.name);
  if (isWindow && origin.names.length === 0) return { from: { kind: 'global', name }, names: [] };
  return { from: origin.from, names: name === 'default' ? origin.names : [...origin.names, name] };
}

// A typed parameter or field is what its imported class makes: `constructor(private stripe: Stripe)`.
function originOfType(type: Node, scope: Scope): Origin | undefined {
  if (type.type !== 'TSTypeReference') return undefined;
  const name = type.typeName.type === 'TSQualifiedName' ? type.typeName.left : type.typeName;
  if (name.type !== 'Identifier') return undefined;
  const imported = resolve(name.name, scope)?.imported;
  if (imported === undefined) return undefined;
  const from = moduleName(imported.module);
  return from.kind === 'local' ? undefined : { from, names: [imported.name] };
}

// What a package gives to a callback is the package's: `Sentry.withScope(scope => scope.setUser(…))`.
function originOfCallback(owner: Site, depth: number): Origin | undefined {
  let site = owner.parent;
  for (let hops = 0; site !== undefined && hops < 4; hops += 1, site = site.parent) {
    const { node } = site;
    if (node.type === 'CallExpression' || node.type === 'NewExpression') {
      if (isElementCallback(node)) return undefined;
      const origin = originBelow(node.callee, site.scope, depth + 1);
      return origin?.from.kind === 'package' || origin?.from.kind === 'global' ? origin : undefined;
    }
    if (isFunction(node) || node.type === 'BlockStatement') return undefined;
  }
  return undefined;
}

function isElementCallback(call: Node): boolean {
  if (call.type !== 'CallExpression') return false;
  return /^(then|catch|map|forEach|filter|reduce|find|some|every|sort|flatMap)$/.test(
    memberName(bare(call.callee)) ?? '',
  );
}

function required(node: Node): Origin | undefined {
  if (node.type !== 'CallExpression' || node.callee.type !== 'Identifier') return undefined;
  const isInterop = /^(__)?(importDefault|importStar|interopRequire\w*)$/.test(node.callee.name);
  const [argument] = node.arguments;
  if (argument === undefined) return undefined;
  if (isInterop) return required(argument);
  return node.callee.name === 'require' ? originOfModule(argument) : undefined;
}

function originOfModule(source: Node): Origin | undefined {
  if (source.type !== 'Literal' || typeof source.value !== 'string') return undefined;
  return { from: moduleName(source.value), names: [] };
}
