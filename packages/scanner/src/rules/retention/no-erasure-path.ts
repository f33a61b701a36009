import type { Table } from '@troth/compiler';
import type { ModelFact } from '@troth/facts';

import type { ScanContext } from '../../context.ts';
import { personalFields } from '../../model-data.ts';
import { erasePromises } from '../../promises.ts';
import type { ErasePromise } from '../../promises.ts';
import { defineRule, finding } from '../../rule.ts';
import type { Report, Rule, RuleMeta } from '../../rule.ts';
import { isPerson } from '../../words/category-of.ts';

const meta: RuleMeta = {
  id: 'retention/no-erasure-path',
  protects: ['erase'],
  summary: 'No path leads from a table with personal data to the person it is about.',
  why: 'Rows that cannot be found for a person cannot be erased when the account closes.',
  fix: 'Add a foreign key with an index towards the account, or say `@subject account by COLUMN` in a comment above the table.',
  unsafe: `/// @subject account\nmodel User {\n  /// @data none -- opaque key\n  id String @id\n}\n\nmodel Signup {\n  /// @data none -- opaque key\n  id String @id\n  /// @data account.email\n  email String\n}`,
  safe: `/// @subject account\nmodel User {\n  /// @data none -- opaque key\n  id String @id\n  /// @data account.email\n  email String\n}`,
  language: 'prisma',
};

export const noErasurePath: Rule = defineRule(meta, 'model', unreachable);

function unreachable(model: ModelFact, context: ScanContext): readonly Report[] {
  const fields = personalFields(model, context.words);
  if (fields.length === 0) return [];
  const promise = closingPromise(
    fields.flatMap(({ data }) => data),
    context,
  );
  if (promise === undefined || expiresWithin(model, promise)) return [];
  if (leadsToSubject(model.table, context)) return unindexed(model, promise, context);
  const names = fields.map(({ name }) => `\`${name}\``).join(', ');
  const message = `\`${model.model}\` holds ${names}, and no foreign key leads from it to the person it is about`;
  return [finding(model, promise.clause, message)];
}

// Rows that the store removes by itself in time need no path.
function expiresWithin({ expiresAfterDays }: ModelFact, { days }: ErasePromise): boolean {
  return expiresAfterDays !== undefined && expiresAfterDays <= days;
}

/** Keys by which rows are erased with the person, and no index leads to them. */
function unindexed(
  model: ModelFact,
  promise: ErasePromise,
  context: ScanContext,
): readonly Report[] {
  const { indexes } = model;
  // A person's own row is found by the person.
  if (indexes === undefined || subjectTables(context).has(model.table)) return [];
  const tableOf = new Map(context.models.map((one) => [one.model, one.table]));
  return model.relations
    .filter(({ model: to }) => leadsToSubject(tableOf.get(to) ?? to, context))
    .filter(({ columns }) => !indexes.some((index) => startsWith(index, columns)))
    .map(({ at, columns, model: to }) => {
      const key = columns.map((column) => `\`${column}\``).join(', ');
      const message = `no index of \`${model.model}\` begins with ${key}: erasing a \`${to}\` reads the whole table`;
      return finding(
        { at, subject: `${model.subject} ${columns.join(',')}` },
        promise.clause,
        message,
      );
    });
}

function startsWith(index: readonly string[], columns: readonly string[]): boolean {
  const first = index.slice(0, columns.length);
  return columns.every((column) => first.includes(column));
}

/** The promise to erase all that belongs to a closed account, else the tightest that covers the data. */
function closingPromise(
  data: readonly string[],
  { policy }: ScanContext,
): ErasePromise | undefined {
  const promises = erasePromises(policy, data.length === 0 ? 'presumed' : data);
  const aboutSubject = new Set(
    policy.vocabulary.events.filter(({ about }) => about === 'subject').map(({ id }) => id),
  );
  return promises.find(({ rule }) => aboutSubject.has(rule.after)) ?? promises[0];
}

/** Follows foreign keys of the schema and of the data map, table by table. */
function leadsToSubject(table: string, context: ScanContext): boolean {
  const subjects = subjectTables(context);
  const edges = edgesOf(context);
  const seen = new Set<string>();
  const open = [table];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (subjects.has(at)) return true;
    if (seen.has(at)) continue;
    seen.add(at);
    open.push(...(edges.get(at) ?? []));
  }
  return false;
}

/** Tables that say whose rows they hold; where none says so, tables that are named for persons. */
function subjectTables(context: ScanContext): ReadonlySet<string> {
  const declared = [
    ...context.models.filter(({ subjectOf }) => subjectOf !== undefined).map(({ table }) => table),
    ...tablesOf(context)
      .filter(({ subjectColumn }) => subjectColumn !== undefined)
      .map(({ name }) => name),
  ];
  if (declared.length > 0) return new Set(declared);
  const persons = context.models.filter(({ model }) => isPerson(model, context.words));
  return new Set(persons.map(({ table }) => table));
}

function edgesOf(context: ScanContext): ReadonlyMap<string, readonly string[]> {
  const tableOf = new Map(context.models.map(({ model, table }) => [model, table]));
  const edges = new Map<string, string[]>();
  const add = (from: string, to: string): void => {
    edges.set(from, [...(edges.get(from) ?? []), to]);
  };
  for (const { table, relations } of context.models) {
    for (const { model } of relations) add(table, tableOf.get(model) ?? model);
  }
  for (const { name, foreignKeys } of tablesOf(context)) {
    for (const { table } of foreignKeys) add(name, table);
  }
  return edges;
}

function tablesOf({ dataMap }: ScanContext): readonly Table[] {
  return (dataMap?.stores ?? []).flatMap((store) =>
    store.kind === 'database' ? store.tables : [],
  );
}
