import { rulesOf } from '@troth/compiler';
import type { DataMap } from '@troth/compiler';
import type { ModelFact } from '@troth/facts';

import type { ScanContext } from '../../context.ts';
import { shares } from '../../promises.ts';
import { defineRule, finding } from '../../rule.ts';
import type { Report, Rule, RuleMeta } from '../../rule.ts';

const meta: RuleMeta = {
  id: 'rights/no-access-path',
  protects: ['grant'],
  summary: 'A table with personal data stands in no data map, so no answer to its person holds it.',
  why: 'Who asks for their data is owed all of it; what the data map does not know is left out of the answer.',
  fix: 'Name the schema of the table in the data map of its application.',
  unsafe: `model Address {\n  /// @data none -- opaque key\n  id String @id\n  /// @data account.email\n  email String\n}`,
  safe: `model Country {\n  /// @data none -- a code\n  id String @id\n}`,
  language: 'prisma',
};

export const noAccessPath: Rule = defineRule(meta, 'model', unmapped);

/** Without any data map nothing is promised by one; that is told once, where the policy names it. */
function unmapped(model: ModelFact, { policy, dataMap }: ScanContext): readonly Report[] {
  if (dataMap === undefined || isMapped(model, dataMap)) return [];
  const data = model.fields.flatMap((field) => field.data);
  const granted = rulesOf(policy, 'grant').find(
    ({ rule }) =>
      rule.rights.some((right) => answering.has(right)) &&
      shares(policy.vocabulary, rule.data, data),
  );
  if (granted === undefined) return [];
  const fields = model.fields.filter((field) => field.data.length > 0);
  const names = fields.map(({ name }) => `\`${name}\``).join(', ');
  const message = `\`${model.model}\` holds ${names} and stands in no data map, so no export holds it`;
  return [finding(model, granted.clause.id, message)];
}

const answering: ReadonlySet<string> = new Set(['access', 'export', 'portability']);

/** A data map that speaks of no database says nothing of tables. */
function isMapped({ table }: ModelFact, { stores }: DataMap): boolean {
  const databases = stores.filter((store) => store.kind === 'database');
  return (
    databases.length === 0 ||
    databases.some(({ tables }) => tables.some(({ name }) => name === table))
  );
}
