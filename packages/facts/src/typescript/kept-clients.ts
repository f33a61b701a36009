import type { Node } from 'oxc-parser';

import type { FileView } from './detector.ts';
import type { Scope, Site } from './scope.ts';
import { sentValues } from './sent-values.ts';
import { bare, eachChild, isFunction } from './syntax.ts';

/**
 * Whether a client that is made here gets nothing of anybody's: it has a name that never leaves the
 * file, it is used, and each use gives constants, ids and measures alone.
 */
export function getsNothing(made: Site, file: FileView): boolean {
  const name = nameOf(made);
  const program = programOf(made);
  if (name === undefined || program === undefined) return false;
  const uses: Use[] = [];
  const search = { name, file, uses, written: placesOf(name, file.text) };
  collect({ node: program, scope: made.scope, parents: [] }, search);
  const calls = uses.map(callOf);
  return (
    calls.length > 0 &&
    calls.every(
      (call) =>
        call !== undefined &&
        call.node.type === 'CallExpression' &&
        call.node.arguments.every(
          (argument) =>
            !holdsFunction(argument) &&
            sentValues(argument, call.scope, readerOf(file)).length === 0,
        ),
    )
  );
}

/** `const client = new Client()`, which no other file sees. */
function nameOf({ node, parent }: Site): string | undefined {
  const holder = parent?.node;
  if (node.type !== 'NewExpression' || holder?.type !== 'VariableDeclarator') return undefined;
  if (node.arguments.some(holdsFunction)) return undefined;
  const isGiven = parent?.parent?.parent?.node.type === 'ExportNamedDeclaration';
  return holder.id.type === 'Identifier' && !isGiven ? holder.id.name : undefined;
}

function programOf(site: Site): Node | undefined {
  let at: Site = site;
  while (at.parent !== undefined) at = at.parent;
  return at.node.type === 'Program' ? at.node : undefined;
}

interface Use {
  readonly node: Node;
  readonly scope: Scope;
  /** The nearest first. */
  readonly parents: readonly Node[];
}

interface Search {
  readonly name: string;
  readonly file: FileView;
  readonly uses: Use[];
  /** Where the name is written, whatever it means there; ascending. */
  readonly written: readonly number[];
}

function placesOf(name: string, text: string): readonly number[] {
  const places: number[] = [];
  for (let at = text.indexOf(name); at !== -1; at = text.indexOf(name, at + 1)) places.push(at);
  return places;
}

/** Every word that may be the client, but for its declaration and for what is only called alike. */
function collect({ node, scope, parents }: Use, search: Search): void {
  const [parent] = parents;
  if (node.type === 'Identifier' && node.name === search.name && !isLabel(node, parent)) {
    search.uses.push({ node, scope, parents });
  }
  if (!search.written.some((at) => at >= node.start && at < node.end)) return;
  const inside = search.file.scopes.get(node) ?? scope;
  eachChild(node, (child) =>
    collect({ node: child, scope: inside, parents: [node, ...parents.slice(0, 3)] }, search),
  );
}

function isLabel(node: Node, parent: Node | undefined): boolean {
  if (parent?.type === 'VariableDeclarator') return parent.id === node;
  if (parent?.type === 'MemberExpression') return parent.property === node && !parent.computed;
  return parent?.type === 'Property' && parent.key === node && !parent.shorthand;
}

/**
 * The call of a method of it whose answer nobody reads: an answer may be a client of its own. Nothing for
 * any other use.
 */
function callOf({ node, scope, parents: [member, call, ...around] }: Use): Use | undefined {
  const isDropped =
    around.find(({ type }) => type !== 'AwaitExpression')?.type === 'ExpressionStatement';
  const isMethod = member?.type === 'MemberExpression' && bare(member.object) === node;
  const isCalled = call?.type === 'CallExpression' && bare(call.callee) === member;
  return isMethod && isCalled && isDropped ? { node: call, scope, parents: [] } : undefined;
}

/** What a function of the program gives later is not to be seen here. */
function holdsFunction(node: Node): boolean {
  let holds = isFunction(node);
  eachChild(node, (child) => {
    holds ||= holdsFunction(child);
  });
  return holds;
}

function readerOf(file: FileView): Parameters<typeof sentValues>[2] {
  return { file, parameterOf: () => undefined, resultOf: () => undefined };
}
