import type { FieldFact, ModelFact } from '@troth/facts';

import type { ScanContext } from '../../context.ts';
import { collectingClause } from '../../declared.ts';
import { isClassified, meaningOfField } from '../../model-data.ts';
import { defineRule, finding } from '../../rule.ts';
import type { Mend, Report, Rule, RuleMeta } from '../../rule.ts';
import type { Meaning } from '../../words/lexicon.ts';

const meta: RuleMeta = {
  id: 'collection/unclassified-field',
  protects: ['collect'],
  summary: 'A stored field does not say what it is to the policy.',
  why: 'What nobody has classified is neither declared to readers, nor erased, nor exported.',
  fix: 'Say `@data account.email` in a comment above the field (`///` in Prisma), or `@data none -- why it is not personal`.',
  unsafe: `model User {\n  id String @id\n  /// @data account.email\n  email String\n  comment String\n}`,
  safe: `model User {\n  /// @data none -- opaque key\n  id String @id\n  /// @data account.email\n  email String\n}`,
  language: 'prisma',
};

export const unclassifiedField: Rule = defineRule(meta, 'model', unclassified);

/**
 * In a schema that classifies, every field must say what it is. In one that has not begun, only the
 * fields that look personal are reported, else a first scan would drown in keys and counters.
 */
function unclassified(model: ModelFact, context: ScanContext): readonly Report[] {
  const all = isClassified(model.at.file, context.models);
  return model.fields
    .filter(({ data, none }) => data.length === 0 && none === undefined)
    .flatMap((field) => report(field, model, context, all));
}

function report(
  field: FieldFact,
  model: ModelFact,
  context: ScanContext,
  all: boolean,
): readonly Report[] {
  const meaning = meaningOfField(field, model, context.words);
  if (meaning.kind === 'nothing' && !all) return [];
  const guess = meaning.kind === 'category' ? meaning.categories[0] : undefined;
  const clause = collectingClause(context.policy, guess);
  if (clause === undefined) return [];
  const looks = guess === undefined ? '' : `; it looks like \`${guess}\``;
  const place = { at: field.at, subject: `${model.model}.${field.name}` };
  const message = `\`${model.model}.${field.name}\` is not classified${looks}`;
  return [finding(place, clause, message, all ? remarkFor(meaning) : undefined)];
}

/** What to say above the field, where only one thing can be meant. */
function remarkFor(meaning: Meaning): Mend | undefined {
  const [category, ...others] = meaning.kind === 'category' ? meaning.categories : [];
  return category === undefined || others.length > 0
    ? undefined
    : { kind: 'remark', text: `@data ${category}` };
}
