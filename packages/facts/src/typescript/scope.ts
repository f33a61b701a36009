import type { Node } from 'oxc-parser';

import type { Origin } from './origins.ts';

/** A node with its surroundings; what a detector is given. */
export interface Site {
  readonly node: Node;
  readonly scope: Scope;
  readonly parent: Site | undefined;
}

/** The names that are visible at a place. */
export interface Scope {
  readonly parent: Scope | undefined;
  readonly bindings: Map<string, Binding>;
  /** Where `var` lands. */
  readonly holdsVar: boolean;
  /** Values of `this.name` in the class around; shared by the class's own scopes. */
  readonly members: Map<string, Binding> | undefined;
  /** That class. */
  readonly around: Node | undefined;
  /** What has been found out about the file's expressions; one for all its scopes. */
  readonly memory: Memory;
}

/** What is asked about an expression by many, and found out once. */
export interface Memory {
  readonly origins: Map<Node, Origin | undefined>;
  /** Functions, and whether they ask for a decision. */
  readonly asking: Map<Node, boolean>;
  /** Functions, and whether they speak of who is signed in. */
  readonly signedIn: Map<Node, boolean>;
}

/** One declared name, with every value it is ever given in the file. */
export interface Binding {
  readonly name: string;
  readonly kind: 'variable' | 'parameter' | 'import' | 'function' | 'class' | 'caught';
  readonly sources: Source[];
  /** What is put into it later: `body.mail = x`, `list.push(x)`, `form.append('mail', x)`. */
  readonly parts: Source[];
  /** For an import: the module and the name it exports (`*` for the whole). */
  readonly imported?: { readonly module: string; readonly name: string };
  /** For a function or class: its node. For a parameter: the site of its function. */
  readonly declaration?: Node;
  readonly owner?: Site;
  /** For a parameter: which one. */
  readonly index?: number;
  /** It takes all arguments from that one on. */
  readonly isRest?: true;
}

/** A value given to a name: what stands at `path` of the expression; unknown without one. */
export interface Source {
  readonly expression: Node | undefined;
  readonly path: readonly string[];
  readonly scope: Scope;
  /** The written type of the whole, before `path`. */
  readonly type: Node | undefined;
}

export function openScope(
  parent: Scope | undefined,
  opened: { holdsVar: boolean; members?: Map<string, Binding>; around?: Node | undefined },
): Scope {
  return {
    parent,
    bindings: new Map(),
    holdsVar: opened.holdsVar,
    members: opened.members ?? parent?.members,
    around: opened.around ?? parent?.around,
    memory: parent?.memory ?? { origins: new Map(), asking: new Map(), signedIn: new Map() },
  };
}

/** The binding a name has at a place; nothing for a global. */
export function resolve(name: string, scope: Scope): Binding | undefined {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.parent) {
    const binding = at.bindings.get(name);
    if (binding !== undefined) return binding;
  }
  return undefined;
}

/** The binding of `x` or `this.x`. */
export function bindingOf(node: Node, scope: Scope): Binding | undefined {
  if (node.type === 'Identifier') return resolve(node.name, scope);
  if (node.type !== 'MemberExpression' || node.object.type !== 'ThisExpression') return undefined;
  const { property } = node;
  if (property.type !== 'Identifier' && property.type !== 'PrivateIdentifier') return undefined;
  return scope.members?.get(property.name);
}

export function declare(scope: Scope, binding: Binding): void {
  const before = scope.bindings.get(binding.name);
  if (before === undefined) scope.bindings.set(binding.name, binding);
  else before.sources.push(...binding.sources);
}

export function varScope(scope: Scope): Scope {
  let at = scope;
  while (!at.holdsVar && at.parent !== undefined) at = at.parent;
  return at;
}
