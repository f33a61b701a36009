import type { Node } from 'oxc-parser';

import type { Binding, Scope } from './scope.ts';
import { bindingOf } from './scope.ts';
import { bare, childrenOf, isFunction, memberName } from './syntax.ts';

interface Placed {
  readonly node: Node;
  readonly scope: Scope;
}

/** What a call gives back, when the function stands in the file. */
export interface Results {
  readonly returned: readonly Placed[];
  /** The arguments, by the parameter each is given to. */
  readonly given: ReadonlyMap<Binding, Placed>;
}

/** The returned expressions of a function of this file, or of the callback of `map`; nothing for others. */
export function resultsOf(
  call: Node,
  scope: Scope,
  scopes: ReadonlyMap<Node, Scope>,
): Results | undefined {
  if (call.type !== 'CallExpression') return undefined;
  const callee = bare(call.callee);
  const [first] = call.arguments;
  const isMap = /^(map|flatMap)$/.test(memberName(callee) ?? '');
  if (isMap && first !== undefined && isFunction(first)) {
    return { returned: returnedFrom(first, scopes.get(first) ?? scope, scopes), given: new Map() };
  }
  const called = functionOf(callee, scope);
  const inside = called === undefined ? undefined : scopes.get(called);
  if (called === undefined || inside === undefined) return undefined;
  const given = argumentsByParameter(called, inside, { passed: call.arguments, scope });
  return { returned: returnedFrom(called, inside, scopes), given };
}

function argumentsByParameter(
  called: Node,
  inside: Scope,
  { passed, scope }: { readonly passed: readonly Node[]; readonly scope: Scope },
): ReadonlyMap<Binding, Placed> {
  const given = new Map<Binding, Placed>();
  if (!('params' in called) || !Array.isArray(called.params)) return given;
  for (const [index, argument] of passed.entries()) {
    const name = nameOf(called.params[index]);
    const binding = name === undefined ? undefined : inside.bindings.get(name);
    if (binding !== undefined) given.set(binding, { node: argument, scope });
  }
  return given;
}

function functionOf(callee: Node, scope: Scope): Node | undefined {
  const binding = bindingOf(callee, scope);
  const node = binding?.declaration ?? binding?.sources[0]?.expression ?? callee;
  return isFunction(bare(node)) ? bare(node) : undefined;
}

function returnedFrom(
  node: Node,
  scope: Scope,
  scopes: ReadonlyMap<Node, Scope>,
): readonly Placed[] {
  if (node.type === 'ArrowFunctionExpression' && node.body.type !== 'BlockStatement') {
    return [{ node: node.body, scope }];
  }
  return childrenOf(node).flatMap((child) => {
    if (isFunction(child)) return [];
    const inside = scopes.get(child) ?? scope;
    if (child.type !== 'ReturnStatement') return returnedFrom(child, inside, scopes);
    return child.argument === null ? [] : [{ node: child.argument, scope }];
  });
}

function nameOf(parameter: unknown): string | undefined {
  if (typeof parameter !== 'object' || parameter === null || !('name' in parameter))
    return undefined;
  return typeof parameter.name === 'string' ? parameter.name : undefined;
}
