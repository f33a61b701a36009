import { isWithin, rulesOf } from '@troth/compiler';
import type { DataSentFact, InputFact, ModelFact } from '@troth/facts';

import type { ScanContext } from '../../context.ts';
import { meaningOfField } from '../../model-data.ts';
import { defineRule, finding, joinRules } from '../../rule.ts';
import type { Report, Rule, RuleMeta } from '../../rule.ts';
import { personalValues } from '../../sent-data.ts';
import { meaningOfName } from '../../words/category-of.ts';
import type { Meaning } from '../../words/lexicon.ts';

const meta: RuleMeta = {
  id: 'collection/card-number',
  protects: ['never'],
  summary: 'Data that the policy promises never to store, such as a full card number, comes in.',
  why: 'What arrives in a field, a table or a log is stored there, and in every copy of it.',
  fix: 'Let the payment provider’s own fields take the number; keep its token and the last four digits.',
  unsafe: `model Payment {\n  id String @id\n  cardNumber String\n}`,
  safe: `model Payment {\n  id String @id\n  lastFour String\n}`,
  language: 'prisma',
};

export const cardNumber: Rule = joinRules(
  meta,
  defineRule(meta, 'model', storedFields),
  defineRule(meta, 'input', takenIn),
  defineRule(meta, 'data-sent', logged),
);

function storedFields(model: ModelFact, context: ScanContext): readonly Report[] {
  return model.fields.flatMap((field) => {
    const clause = refusal(meaningOfField(field, model, context.words), context);
    const place = { at: field.at, subject: `${model.model}.${field.name}` };
    return clause === undefined
      ? []
      : [
          finding(
            place,
            clause,
            `\`${model.model}.${field.name}\` stores what the policy promises never to store`,
          ),
        ];
  });
}

function takenIn(fact: InputFact, context: ScanContext): readonly Report[] {
  if (fact.form === 'oauth-scope') return [];
  const clause = refusal(meaningOfName(fact.field, fact.container, context.words), context);
  return clause === undefined
    ? []
    : [finding(fact, clause, `\`${fact.field}\` takes in what the policy promises never to store`)];
}

function logged(fact: DataSentFact, context: ScanContext): readonly Report[] {
  if (fact.sink.kind !== 'log') return [];
  for (const { meaning, written } of personalValues(fact, context)) {
    const clause = refusal(meaning, context);
    if (clause !== undefined) {
      return [
        finding(
          fact,
          clause,
          `\`${written}\` goes into a log, and the policy promises never to store it`,
        ),
      ];
    }
  }
  return [];
}

/** The clause that refuses to store or to collect it. */
function refusal(meaning: Meaning, { policy }: ScanContext): string | undefined {
  if (meaning.kind !== 'category') return undefined;
  return rulesOf(policy, 'never').find(
    ({ rule }) =>
      (rule.act === 'store' || rule.act === 'collect') &&
      meaning.categories.some((category) =>
        rule.data.some((data) => isWithin(policy.vocabulary, category, data)),
      ),
  )?.clause.id;
}
