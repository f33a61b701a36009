import { rulesOf } from '@troth/compiler';
import type { FieldFact, InputFact, ModelFact } from '@troth/facts';

import type { ScanContext } from '../../context.ts';
import { collectingClause, isDeclared } from '../../declared.ts';
import { meaningOfField } from '../../model-data.ts';
import { defineRule, finding, joinRules } from '../../rule.ts';
import type { Report, Rule, RuleMeta } from '../../rule.ts';
import { meaningOfName } from '../../words/category-of.ts';
import type { Meaning } from '../../words/lexicon.ts';
import { wordsOf } from '../../words/normal-name.ts';
import { isKnownScope } from './oauth-scopes.ts';

const meta: RuleMeta = {
  id: 'collection/undeclared-data',
  protects: ['collect'],
  summary: 'Personal data is taken in that the policy does not declare.',
  why: 'The list of what is collected is closed: readers were not told of this.',
  fix: 'Leave the field out, or have legal declare it first.',
  unsafe: `model User {\n  id String @id\n  dateOfBirth DateTime\n}`,
  safe: `model Team {\n  id String @id\n  size Int\n}`,
  language: 'prisma',
};

export const undeclaredData: Rule = joinRules(
  meta,
  defineRule(meta, 'model', storedFields),
  defineRule(meta, 'input', takenIn),
);

/** Words of a container that say what it is for, and nothing about whom it describes. */
const wrappers = [
  'create',
  'update',
  'new',
  'edit',
  'save',
  'dto',
  'input',
  'schema',
  'form',
  'body',
].concat([
  'request',
  'params',
  'data',
  'args',
  'props',
  'payload',
  'type',
  'command',
  'fields',
  'values',
]);

function storedFields(model: ModelFact, context: ScanContext): readonly Report[] {
  return model.fields.flatMap((field) => {
    const meaning = meaningOfField(field, model, context.words);
    return judge(meaning, { ...field, subject: `${model.model}.${field.name}` }, context);
  });
}

function takenIn(fact: InputFact, context: ScanContext): readonly Report[] {
  if (fact.form === 'oauth-scope') return askedOfProvider(fact, context);
  const holder = wordsOf(fact.container)
    .filter((word) => !wrappers.includes(word))
    .join(' ');
  const meaning = meaningOfName(fact.field, holder, context.words);
  const reports = judge(meaning, { ...fact, name: fact.field }, context);
  return reports.length > 0 && isServerAccount(fact, context) ? [] : reports;
}

/** Beside a host and a port, a user name is the account of a server, and no person's. */
function isServerAccount({ at, container, field }: InputFact, { facts }: ScanContext): boolean {
  if (!/^(?:user|user_?name|login)$/iu.test(field)) return false;
  const beside = facts.flatMap((other) =>
    other.kind === 'input' && other.container === container && other.at.file === at.file
      ? [other.field.toLowerCase()]
      : [],
  );
  return beside.includes('host') && beside.includes('port');
}

function judge(
  meaning: Meaning,
  place: Pick<FieldFact, 'at' | 'name'> & { readonly subject: string },
  { policy }: ScanContext,
): readonly Report[] {
  if (meaning.kind === 'nothing') return [];
  if (meaning.kind === 'undeclared') {
    const clause = collectingClause(policy, undefined);
    const message = `\`${place.name}\` is ${meaning.name}, which the policy does not declare`;
    return clause === undefined ? [] : [finding(place, clause, message)];
  }
  // A name of several categories is declared when one of them is; an annotation must be all.
  const missing = meaning.categories.filter((category) => !isDeclared(policy, category));
  const [first] = missing;
  const clause = collectingClause(policy, first);
  if (first === undefined || clause === undefined) return [];
  return [finding(place, clause, `\`${place.name}\` is \`${first}\`, which no clause declares`)];
}

function askedOfProvider(fact: InputFact, { policy }: ScanContext): readonly Report[] {
  const fromOthers = rulesOf(policy, 'collect').find(({ rule }) => rule.source === 'recipient');
  const clause = fromOthers?.clause.id ?? collectingClause(policy, undefined);
  if (clause === undefined || isKnownScope(fact.field, policy)) return [];
  const message = `the scope \`${fact.field}\` asks the sign-in provider for more than the policy declares`;
  return [finding(fact, clause, message)];
}
