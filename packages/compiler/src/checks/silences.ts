import { diagnostic, type Code, type Diagnostic } from '@troth/diagnostics';
import { ancestorsOf, isWithin } from '../categories.ts';
import type { Check, Content } from '../check.ts';
import { rulesOf, type Stated } from '../rules-of.ts';
import type { Rule } from '../rules.ts';

type DataRule = Extract<Rule, { readonly data: readonly string[] }>;

/** Data that is used and never collected, or collected and never kept for a time or a purpose. */
export const silences: Check = (policy, at) => {
  const collected = rulesOf(policy, 'collect');
  const used = rulesOf(policy, 'use');
  const withoutPurpose = collected.filter(({ rule }) => rule.purposes.length === 0);
  const hints = (
    code: Code,
    [rules, others]: readonly [readonly Stated<DataRule>[], readonly Stated<DataRule>[]],
    words: (data: string) => string,
  ): readonly Diagnostic[] =>
    silentOn(policy, rules, others).map(({ clause, data }) =>
      diagnostic(code, at(clause), words(data)),
    );
  return [
    ...hints(
      'policy/uncollected',
      [used, collected],
      (data) => `no clause says that ${data} is collected`,
    ),
    ...hints(
      'policy/no-retention',
      [collected, rulesOf(policy, 'retain')],
      (data) => `no clause says how long ${data} is kept`,
    ),
    ...hints(
      'policy/no-purpose',
      [withoutPurpose, used],
      (data) => `no clause says what ${data} is used for`,
    ),
  ];
};

/** Clauses with the categories of theirs that none of the others speaks of. */
function silentOn(
  policy: Content,
  rules: readonly Stated<DataRule>[],
  others: readonly Stated<DataRule>[],
): readonly { readonly clause: string; readonly data: string }[] {
  const spokenOf = reachedBy(policy, others);
  return rules.flatMap(({ clause, rule }) => {
    const silent = rule.data.filter((category) => !spokenOf.has(category));
    return silent.length === 0
      ? []
      : [{ clause: clause.id, data: silent.map((each) => `\`${each}\``).join(', ') }];
  });
}

function reachedBy(
  { vocabulary }: Content,
  rules: readonly Stated<DataRule>[],
): ReadonlySet<string> {
  const named = new Set(rules.flatMap(({ rule }) => rule.data));
  const above = [...named].flatMap((category) => ancestorsOf(vocabulary, category));
  const below = vocabulary.categories
    .map(({ id }) => id)
    .filter((id) => [...named].some((category) => isWithin(vocabulary, id, category)));
  return new Set([...above, ...below]);
}
