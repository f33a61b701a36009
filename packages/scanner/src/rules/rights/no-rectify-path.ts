import { rulesOf } from '@troth/compiler';
import type { FieldFact, ModelFact, RecordFact } from '@troth/facts';

import type { ScanContext } from '../../context.ts';
import { shares } from '../../promises.ts';
import { defineRule, finding, note } from '../../rule.ts';
import type { Report, Rule, RuleMeta } from '../../rule.ts';
import { normalName } from '../../words/normal-name.ts';

const meta: RuleMeta = {
  id: 'rights/no-rectify-path',
  protects: ['grant'],
  summary: 'A field that people may correct is written once and never updated.',
  why: 'The policy lets people correct their data; a field that no code updates cannot be corrected.',
  fix: 'Let the settings update the field, or have the clause name what can be corrected.',
  unsafe: `/// @subject account\nmodel User {\n  /// @data none -- opaque key\n  id String @id\n  /// @data account.email\n  email String\n}`,
  safe: `/// @subject account\nmodel User {\n  /// @data none -- opaque key\n  id String @id\n  /// @data device.ip\n  ip String\n}`,
  language: 'prisma',
  beside: `await prisma.user.create({ data: { email: input.email, ip: input.ip } });`,
};

export const noRectifyPath: Rule = defineRule(meta, 'model', neverUpdated);

/** Judged where the program itself writes the model; a schema alone says nothing of who writes it. */
function neverUpdated(model: ModelFact, context: ScanContext): readonly Report[] {
  const writes = writesOf(model, context);
  if (writes.length === 0) return [];
  const updates = writes.filter(({ act }) => act === 'update');
  const correctable = model.fields.flatMap((field) => {
    const clause = clauseFor(field, context);
    return clause === undefined ? [] : [{ field, clause }];
  });
  const updated = new Set(updates.flatMap(({ fields }) => (fields === 'unknown' ? [] : fields)));
  const stuck = correctable.filter(({ field }) => !updated.has(field.name));
  const [first] = stuck;
  if (first === undefined) return [];
  if (updates.some(({ fields }) => fields === 'unknown')) {
    const names = stuck.map(({ field }) => `\`${field.name}\``).join(', ');
    return [note(model, `cannot tell whether ${names} of \`${model.model}\` can be corrected`)];
  }
  return stuck.map(({ field, clause }) =>
    finding(
      { at: field.at, subject: `${model.subject} ${field.name}` },
      clause,
      `\`${model.model}.${field.name}\` may be corrected, and no code of this program updates it`,
    ),
  );
}

function writesOf(model: ModelFact, { factsOf }: ScanContext): readonly RecordFact[] {
  return factsOf('record').filter(
    (fact) =>
      normalName(fact.model) === normalName(model.model) &&
      (fact.act === 'create' || fact.act === 'update'),
  );
}

function clauseFor({ data }: FieldFact, { policy }: ScanContext): string | undefined {
  // One clause grants the right, another names its channel: what all of them cover is granted.
  const granting = rulesOf(policy, 'grant').filter(({ rule }) => rule.rights.includes('rectify'));
  const isCovered = granting.every(({ rule }) => shares(policy.vocabulary, rule.data, data));
  return isCovered ? granting[0]?.clause.id : undefined;
}
