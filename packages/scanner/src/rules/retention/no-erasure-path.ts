import type { ModelFact } from '@troth/facts';

import type { ScanContext } from '../../context.ts';
import { leadsToSubject, subjectTables } from '../../erasure-paths.ts';
import { personalFields } from '../../model-data.ts';
import { closingPromise } from '../../promises.ts';
import type { ErasePromise } from '../../promises.ts';
import { defineRule, finding } from '../../rule.ts';
import type { Report, Rule, RuleMeta } from '../../rule.ts';

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
    context.policy,
    fields.flatMap(({ data }) => data),
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
