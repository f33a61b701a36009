import type { Span } from '@troth/diagnostics';
import type { Comment, Node } from 'oxc-parser';

import type { Fact } from '../facts.ts';
import type { Scope, Site } from './scope.ts';

/** One kind of fact: the nodes it wants to see, and what each says. */
export interface Detector {
  readonly types: readonly Node['type'][];
  /** Without any of these words a file says nothing of the kind, and its nodes are not shown. */
  readonly words?: RegExp;
  readonly detect: (site: Site, file: FileView) => readonly Fact[];
}

/** What a detector may know of the file besides the tree. */
export interface FileView {
  readonly at: (range: Pick<Node, 'start' | 'end'>) => Span;
  /** Source on one line, for messages; long ones are cut. */
  readonly written: (node: Node) => string;
  readonly text: string;
  readonly comments: readonly Comment[];
  /** The scope inside each function and block. */
  readonly scopes: ReadonlyMap<Node, Scope>;
}

/** The words of a place that survive moving and formatting: the functions and classes around it. */
export function enclosingName(site: Site): string {
  const names: string[] = [];
  for (let at = site.parent; at !== undefined; at = at.parent) {
    const name = ownName(at.node);
    if (name !== undefined) names.unshift(name);
  }
  return names.slice(-2).join('.');
}

function ownName(node: Node): string | undefined {
  switch (node.type) {
    case 'FunctionDeclaration':
    case 'ClassDeclaration':
      return node.id?.name;
    case 'MethodDefinition':
    case 'PropertyDefinition':
      return node.key.type === 'Identifier' ? node.key.name : undefined;
    case 'VariableDeclarator':
      return node.id.type === 'Identifier' ? node.id.name : undefined;
    default:
      return undefined;
  }
}

/** `subject` of a fact: words joined by one space, empty ones left out. */
export function subjectOf(...words: readonly string[]): string {
  return words.filter((word) => word !== '').join(' ');
}

/** The nearest call or `new` that has the node somewhere in its arguments. */
export function callAround(site: Site): Site | undefined {
  for (let at: Site = site; at.parent !== undefined; at = at.parent) {
    const { node } = at.parent;
    if (
      (node.type === 'CallExpression' || node.type === 'NewExpression') &&
      node.callee !== at.node
    ) {
      return at.parent;
    }
    if (/Function|Statement|Declaration$|ClassBody/.test(node.type)) return undefined;
  }
  return undefined;
}
