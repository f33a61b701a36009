import type { Span } from '@troth/diagnostics';
import type { Node } from 'oxc-parser';

import type { FileView } from '../typescript/detector.ts';
import { enclosingName, subjectOf } from '../typescript/detector.ts';
import type { Site } from '../typescript/scope.ts';
import { isFunction } from '../typescript/syntax.ts';
import type { Age } from './age.ts';
import { ageOf } from './age.ts';
import type { Comparison } from './comparisons.ts';
import { comparedInParameters, comparedInTemplate, comparisonsIn } from './comparisons.ts';
import type { CalledRows } from './rows-called.ts';

/** A call that takes rows away, or marks them, before what other files export is known. */
export interface RemovalSite {
  readonly at: Span;
  readonly subject: string;
  readonly model: string;
  readonly method: string;
  readonly how: 'erase' | 'mark';
  readonly by: CalledRows['by'];
  readonly ofDeleted: boolean;
  readonly older?: {
    readonly column: string;
    readonly age?: Age;
    /** The expression that says how old. */
    readonly at: Span;
  };
  /** Names of the functions around, by which a scheduler may call them. */
  readonly names: readonly string[];
  /** Functions around, from inside out; numbered once all are known. */
  readonly within: readonly number[];
}

/** What a call that removes rows says of how old they must be. */
export function removalOf(
  rows: CalledRows & { readonly act: 'erase' | 'mark' },
  site: Site,
  file: FileView,
): Omit<RemovalSite, 'within'> {
  const older =
    rows.older === undefined ? olderAt(site, file) : { ...rows.older, at: file.at(site.node) };
  return {
    at: file.at(site.node),
    subject: subjectOf(rows.model, rows.method, enclosingName(site)),
    model: rows.model,
    method: rows.method,
    how: rows.act,
    by: rows.by,
    ofDeleted: speaksOfDeleted(textOf(wholeChain(site), file)),
    names: namesAround(site),
    ...(older === undefined ? {} : { older }),
  };
}

function textOf({ start, end }: Node, { text }: FileView): string {
  return text.slice(start, end);
}

/** `deletedAt`, `closed`, `"archived_at"`: not the word `delete` of the statement itself. */
export function speaksOfDeleted(text: string): boolean {
  return /deleted|deletion|closed|archived|trashed|removed|expire/i.test(text);
}

/** The age by which a query chooses rows that were deleted before; cheap for all other queries. */
export function chosenByAge(site: Site, file: FileView): RemovalSite['older'] {
  const text = textOf(wholeChain(site), file);
  return older.test(text) && speaksOfDeleted(text) ? olderAt(site, file) : undefined;
}

// `lt:`, `$lte:`, `lt(…)`, `LessThan(…)`, `'<'`
const older = /\b(?:lte?|LessThan(?:OrEqual)?)\b['"]?\s*[:(]|['"]<=?['"]/;

function olderAt(site: Site, file: FileView): RemovalSite['older'] {
  const { node, scope } = site;
  const found = comparedAt(wholeChain(site), site);
  if (found === undefined) return undefined;
  const { column, instant, scope: where } = found;
  const age = ageOf(instant, where, { site: { ...site, scope, node }, file });
  return { column, at: file.at(instant), ...(age === undefined ? {} : { age }) };
}

function comparedAt(whole: Node, { node, scope }: Site): Comparison | undefined {
  if (node.type === 'TaggedTemplateExpression') return comparedInTemplate(node, scope);
  const [found] = comparisonsIn(whole, scope);
  if (found !== undefined || node.type !== 'CallExpression') return found;
  const [statement] = node.arguments;
  return (
    (statement === undefined ? undefined : comparedInTemplate(statement, scope)) ??
    comparedInParameters(node, scope)
  );
}

/** `db.delete(users).where(…)`: what is called on what a call gives belongs to it. */
function wholeChain(site: Site): Node {
  let at = site;
  for (;;) {
    const member = at.parent;
    const call = member?.parent;
    if (member?.node.type !== 'MemberExpression' || member.node.object !== at.node) return at.node;
    if (call?.node.type !== 'CallExpression' || call.node.callee !== member.node) return at.node;
    at = call;
  }
}

/** Functions, methods and variables around a place. */
export function namesAround(site: Site): readonly string[] {
  const names: string[] = [];
  for (let at = site.parent; at !== undefined; at = at.parent) {
    const { node } = at;
    if (node.type === 'FunctionDeclaration' && node.id !== null) names.push(node.id.name);
    if (node.type === 'VariableDeclarator' && node.id.type === 'Identifier')
      names.push(node.id.name);
    if (node.type === 'MethodDefinition' && node.key.type === 'Identifier')
      names.push(node.key.name);
  }
  return names;
}

/** Functions around a place, from inside out. */
export function functionsAround(site: Site): readonly Node[] {
  const found: Node[] = [];
  for (let at = site.parent; at !== undefined; at = at.parent) {
    if (isFunction(at.node)) found.push(at.node);
  }
  return found;
}
