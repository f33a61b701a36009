import { isWithin, rulesOf } from '@troth/compiler';
import type { DataSentFact } from '@troth/facts';

import type { ScanContext } from '../../context.ts';
import { collectingClause } from '../../declared.ts';
import { defineRule, finding } from '../../rule.ts';
import type { Report, Rule, RuleMeta } from '../../rule.ts';
import { listed, personalValues } from '../../sent-data.ts';
import type { PersonalValue } from '../../sent-data.ts';

const meta: RuleMeta = {
  id: 'sharing/personal-data-in-logs',
  protects: ['collect', 'erase', 'share'],
  summary: 'Personal data is written to a log, a cookie, the browser’s storage or a file.',
  why: 'Such a place is copied, read and kept by other rules than the data’s own, and no erasure reaches into it.',
  fix: 'Log an opaque id instead, or mask the value before it is logged.',
  unsafe: `console.log('signed in', user.email);`,
  safe: `console.log('signed in', user.id);`,
  language: 'ts',
};

export const personalDataInLogs: Rule = defineRule(meta, 'data-sent', logged);

function logged(fact: DataSentFact, context: ScanContext): readonly Report[] {
  if (fact.sink.kind !== 'log' && fact.sink.kind !== 'place') return [];
  const values = personalValues(fact, context).filter(
    (value) => !isDeclaredForLogs(value, context),
  );
  const [first] = values;
  if (first === undefined) return [];
  const clause = brokenClause(first, context);
  if (clause === undefined) return [];
  const message = `personal data goes into ${placeOf(fact.sink)}: ${listed(values)}`;
  return [finding(fact, clause, message)];
}

function placeOf(sink: DataSentFact['sink']): string {
  if (sink.kind !== 'place') return `the log of \`${sink.name}\``;
  return sink.name === 'browser storage' ? 'the browser’s storage' : `a ${sink.name}`;
}

/** Categories that the data map says a log holds are accounted for: they expire with it. */
function isDeclaredForLogs({ meaning }: PersonalValue, { dataMap, policy }: ScanContext): boolean {
  if (meaning.kind !== 'category') return false;
  const held = (dataMap?.stores ?? []).flatMap((store) => (store.kind === 'log' ? store.data : []));
  return meaning.categories.every((category) =>
    held.some((data) => isWithin(policy.vocabulary, category, data)),
  );
}

/** The clause that says what the data is collected for; else the one that promises its erasure. */
function brokenClause({ meaning }: PersonalValue, { policy }: ScanContext): string | undefined {
  const category = meaning.kind === 'category' ? meaning.categories[0] : undefined;
  return (
    collectingClause(policy, category) ??
    rulesOf(policy, 'erase')[0]?.clause.id ??
    rulesOf(policy, 'share')[0]?.clause.id
  );
}
