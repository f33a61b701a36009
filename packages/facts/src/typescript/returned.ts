import type { Node } from 'oxc-parser';

import type { Scope } from './scope.ts';
import { eachChild, isFunction } from './syntax.ts';

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
  const returned: Placed[] = [];
  addReturns({ node: called, scope }, scopes, returned);
  return returned;
}

function addReturns(
  { node, scope }: Placed,
  scopes: ReadonlyMap<Node, Scope>,
  returned: Placed[],
): void {
  eachChild(node, (child) => {
    if (isFunction(child) || child.type.endsWith('Expression')) return;
    const inside = scopes.get(child) ?? scope;
    if (child.type !== 'ReturnStatement')
      addReturns({ node: child, scope: inside }, scopes, returned);
    else if (child.argument !== null) returned.push({ node: child.argument, scope: inside });
  });
}
