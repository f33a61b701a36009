import type { Node } from 'oxc-parser';

import type { Scope } from './scope.ts';
import { childrenOf, isFunction } from './syntax.ts';

/** An expression with the names that are visible to it. */
export interface Placed {
  readonly node: Node;
  readonly scope: Scope;
}

/** The expressions that a function gives back. */
export function returnedFrom(
  called: Node,
  around: Scope,
  scopes: ReadonlyMap<Node, Scope>,
): readonly Placed[] {
  const scope = scopes.get(called) ?? around;
  if (called.type === 'ArrowFunctionExpression' && called.body.type !== 'BlockStatement') {
    return [{ node: called.body, scope }];
  }
  return returnsBelow(called, scope, scopes);
}

function returnsBelow(
  node: Node,
  scope: Scope,
  scopes: ReadonlyMap<Node, Scope>,
): readonly Placed[] {
  return childrenOf(node).flatMap((child) => {
    if (isFunction(child) || child.type.endsWith('Expression')) return [];
    const inside = scopes.get(child) ?? scope;
    if (child.type !== 'ReturnStatement') return returnsBelow(child, inside, scopes);
    return child.argument === null ? [] : [{ node: child.argument, scope: inside }];
  });
}
