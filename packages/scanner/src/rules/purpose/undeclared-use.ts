import { isWithin, rulesOf } from '@troth/compiler';
import type { CompiledPolicy, UseRule } from '@troth/compiler';
import type { DataSentFact } from '@troth/facts';

import type { ScanContext } from '../../context.ts';
import { sharingWith } from '../../declared.ts';
import { defineRule, finding } from '../../rule.ts';
import type { Report, Rule, RuleMeta } from '../../rule.ts';
import { listed, personalValues, reachOf } from '../../sent-data.ts';
import type { PersonalValue } from '../../sent-data.ts';
import { vendorOf } from '../../words/recipient-of.ts';

const meta: RuleMeta = {
  id: 'purpose/undeclared-use',
  protects: ['use'],
  summary: 'Data is used for something that the policy does not say it is used for.',
  why: 'People gave their data for the purposes they were told; another one needs to be told first.',
  fix: 'Leave the value out, aggregate it where the policy allows only that, or have the purpose declared.',
  unsafe: `import Stripe from 'stripe';\nconst stripe = new Stripe(key);\n/** @purpose news */\nawait stripe.customers.create({ metadata: { ip: request.ipAddress } });`,
  safe: `import Stripe from 'stripe';\nconst stripe = new Stripe(key);\n/** @purpose news */\nawait stripe.customers.create({ email: user.email });`,
  language: 'ts',
};

export const undeclaredUse: Rule = defineRule(meta, 'data-sent', beyondPurposes);

function beyondPurposes(fact: DataSentFact, context: ScanContext): readonly Report[] {
  const values = personalValues(fact, context);
  const { purpose } = fact;
  if (values.length === 0) return [];
  return purpose === undefined
    ? exclusiveReports(fact, values, context)
    : taggedReports({ ...fact, purpose }, values, context.policy);
}

type Tagged = DataSentFact & { readonly purpose: string };

/** The code says what the values are for: each needs a clause that says so too. */
function taggedReports(
  fact: Tagged,
  values: readonly PersonalValue[],
  policy: CompiledPolicy,
): readonly Report[] {
  const { purpose } = fact;
  const judged = values.map((value) => ({ value, verdict: verdictOn(value, purpose, policy) }));
  const [first] = judged.flatMap(({ verdict }) => verdict ?? []);
  if (first === undefined) return [];
  const beyond = judged.filter(({ verdict }) => verdict?.because === first.because);
  const names = listed(beyond.map(({ value }) => value));
  return [finding(fact, first.clause, `${names} for \`${purpose}\`: ${first.because}`)];
}

interface Verdict {
  readonly clause: string;
  readonly because: string;
}

function verdictOn(
  { meaning }: PersonalValue,
  purpose: string,
  policy: CompiledPolicy,
): Verdict | undefined {
  // What the vocabulary does not know is for the rules about collecting and sharing.
  if (meaning.kind === 'undeclared') return undefined;
  const about = usesOf(meaning.categories, policy);
  const barring = about.find(({ rule }) => rule.exclusive && !rule.purposes.includes(purpose));
  if (barring !== undefined) {
    const only = barring.rule.purposes.map((one) => `\`${one}\``).join(', ');
    return { clause: barring.clause, because: `the policy allows it for ${only} only` };
  }
  const permitting = about.filter(({ rule }) => rule.purposes.includes(purpose));
  const [grouped] = permitting;
  if (grouped === undefined) {
    if (isStatedElsewhere(meaning.categories, purpose, policy)) return undefined;
    const clause = about[0]?.clause ?? rulesOf(policy, 'use')[0]?.clause.id;
    return clause === undefined
      ? undefined
      : { clause, because: 'the policy does not use it for that' };
  }
  const minimum = grouped.rule.conditions.aggregate?.minimum;
  if (minimum === undefined || permitting.some(({ rule }) => !rule.conditions.aggregate))
    return undefined;
  return {
    clause: grouped.clause,
    because: `the policy allows only figures of ${minimum} people or more`,
  };
}

/** Whether the data is collected or shared for that: whoever is told so is told what it is used for. */
function isStatedElsewhere(
  categories: readonly string[],
  purpose: string,
  policy: CompiledPolicy,
): boolean {
  const stated = [
    ...rulesOf(policy, 'collect').map(({ rule }) => rule),
    ...rulesOf(policy, 'share').flatMap(({ rule }) => rule.recipients),
  ].filter(({ purposes }) => purposes.includes(purpose));
  return categories.some((category) =>
    stated.some(({ data }) => data.some((told) => isWithin(policy.vocabulary, category, told))),
  );
}

/** Data that the policy keeps to one use, given to somebody who is there for another. */
function exclusiveReports(
  fact: DataSentFact,
  values: readonly PersonalValue[],
  context: ScanContext,
): readonly Report[] {
  const { policy, catalogue } = context;
  const reach = reachOf(fact.sink, context);
  if (reach === undefined) return [];
  const vendor = vendorOf(reach, catalogue);
  if (vendor === undefined || !own.has(vendor.service)) return [];
  if (sharingWith(reach, policy) !== undefined) return [];
  const kept = values.flatMap((value) => {
    const { meaning } = value;
    if (meaning.kind === 'undeclared') return [];
    const use = usesOf(meaning.categories, policy).find(({ rule }) => rule.exclusive);
    return use === undefined ? [] : [{ value, clause: use.clause }];
  });
  const [first] = kept;
  if (first === undefined) return [];
  const names = listed(kept.map(({ value }) => value));
  const message = `${names} is used by ${vendor.name} (${vendor.service}), and the policy keeps it to its own use`;
  return [finding(fact, first.clause, message)];
}

/** Services that do something of their own with what they get. */
const own = new Set([
  'analytics',
  'experiments',
  'language model',
  'vector search',
  'session replay',
  'marketing',
  'advertising',
  'data broker',
]);

function usesOf(
  categories: readonly string[],
  policy: CompiledPolicy,
): readonly { readonly clause: string; readonly rule: UseRule }[] {
  return rulesOf(policy, 'use')
    .filter(({ rule }) =>
      categories.some((category) =>
        rule.data.some((data) => isWithin(policy.vocabulary, category, data)),
      ),
    )
    .map(({ clause, rule }) => ({ clause: clause.id, rule }));
}
