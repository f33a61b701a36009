import { rulesOf } from '@troth/compiler';
import type { CompiledPolicy } from '@troth/compiler';
import type { RecordFact } from '@troth/facts';

import type { ScanContext } from '../../context.ts';
import { personalFields } from '../../model-data.ts';
import { modelNamed } from '../../removals.ts';
import { defineRule, finding, note } from '../../rule.ts';
import type { Report, Rule, RuleMeta } from '../../rule.ts';
import { normalName } from '../../words/normal-name.ts';

const meta: RuleMeta = {
  id: 'purpose/undecided-access',
  protects: ['grant', 'use'],
  summary: 'A route reads personal data of others without asking whether it may.',
  why: 'Who objected or restricted the use of their data is known to the decision alone; a read that does not ask passes them over.',
  fix: 'Ask for a decision with the data and the purpose before the read, as other routes of the application do.',
  unsafe: `app.get('/own', async (request) => {\n  if (await troth.permits(request)) return prisma.user.findMany();\n});\napp.get('/people', async () => prisma.user.findMany());`,
  safe: `app.get('/people', async (request) => {\n  if (await troth.permits(request)) return prisma.user.findMany();\n});`,
  language: 'ts',
};

export const undecidedAccess: Rule = defineRule(meta, 'record', unasked);

/** An application that asks in some routes is expected to ask in all; one that never asks is told once. */
function unasked(fact: RecordFact, context: ScanContext): readonly Report[] {
  const clause = decidingClause(context.policy);
  if (clause === undefined || !isUndecided(fact, context)) return [];
  const records = context.factsOf('record');
  const message = `\`${fact.route ?? ''}\` reads personal data of \`${fact.model}\``;
  if (records.some(({ asks }) => asks))
    return [finding(fact, clause, `${message} without asking for a decision`)];
  return records.find((one) => isUndecided(one, context)) === fact
    ? [note(fact, `${message}, and nothing in this program asks for a decision`)]
    : [];
}

function isUndecided({ act, route, asks, own, model }: RecordFact, context: ScanContext): boolean {
  if (act !== 'read' || route === undefined || asks || own || signingIn.test(route)) return false;
  const { words } = context;
  const known = words.models.get(normalName(model)) ?? modelNamed(model, context);
  return known === undefined
    ? words.lexicon.persons.has(normalName(model))
    : personalFields(known, words).length > 0;
}

// Who signs in, or proves who they are, is looked up by what they say of themselves.
const signingIn =
  /sign[-_]?(?:in|up|out|on)|log[-_]?(?:in|out|on)\b|regist(?:er|ration)|password|passkey|verif|otp\b|2fa|mfa|oauth|callback|session|refresh/i;

/** The right that only a decision can keep, else the first use that is declared. */
function decidingClause(policy: CompiledPolicy): string | undefined {
  const restricting = rulesOf(policy, 'grant').find(({ rule }) =>
    rule.rights.some((right) => right === 'restrict' || right === 'object'),
  );
  return (restricting ?? rulesOf(policy, 'use')[0])?.clause.id;
}
