import { diagnostic, type Diagnostic, type Position } from '@troth/diagnostics';
import { overlaps } from './categories.ts';
import type { CompiledClause, CompiledPolicy } from './compiled-policy.ts';
import { rulesOf, type Stated } from './rules-of.ts';
import type { EraseRule, Rule, UseRule } from './rules.ts';

type Content = Omit<CompiledPolicy, 'hash'>;

/** What the clauses mean together: contradictions are errors, silence that a reader would notice is a hint. */
export function checkMeaning(
  policy: Content,
  origins: ReadonlyMap<string, Position>,
): readonly Diagnostic[] {
  const at = (clause: CompiledClause): Position =>
    origins.get(clause.id) ?? { file: 'policy.yaml', line: 1, column: 1 };
  return [...contradictions(policy, at), ...twoWindows(policy, at), ...silences(policy, at)];
}

function contradictions(
  policy: Content,
  at: (clause: CompiledClause) => Position,
): readonly Diagnostic[] {
  const uses = rulesOf(policy, 'use');
  return uses
    .filter(({ rule }) => rule.exclusive)
    .flatMap((only) =>
      uses
        .filter(
          (other) =>
            other.clause.id !== only.clause.id &&
            !other.clause.exceptTo.includes(only.clause.id) &&
            permitsMore(policy, only.rule, other.rule),
        )
        .map((other) =>
          diagnostic(
            'policy/overlap',
            at(other.clause),
            `\`${other.clause.id}\` permits a use that \`${only.clause.id}\` refuses`,
            { related: at(only.clause) },
          ),
        ),
    );
}

function permitsMore(policy: Content, only: UseRule, other: UseRule): boolean {
  const otherPurpose = other.purposes.some((purpose) => !only.purposes.includes(purpose));
  return (
    otherPurpose && other.data.some((a) => only.data.some((b) => overlaps(policy.vocabulary, a, b)))
  );
}

function twoWindows(
  policy: Content,
  at: (clause: CompiledClause) => Position,
): readonly Diagnostic[] {
  const erasures = rulesOf(policy, 'erase');
  return erasures.flatMap((one, index) =>
    erasures
      .slice(0, index)
      .filter((other) => sameClock(one.rule, other.rule))
      .map((other) =>
        diagnostic(
          'policy/two-windows',
          at(one.clause),
          `\`${one.clause.id}\` and \`${other.clause.id}\` give two windows for the same data`,
          { related: at(other.clause) },
        ),
      ),
  );
}

function sameClock(a: EraseRule, b: EraseRule): boolean {
  return a.after === b.after && a.data.some((category) => b.data.includes(category));
}

type DataRule = Extract<Rule, { readonly data: readonly string[] }>;

function silences(
  policy: Content,
  at: (clause: CompiledClause) => Position,
): readonly Diagnostic[] {
  const collected = rulesOf(policy, 'collect');
  const spokenOf = (rules: readonly Stated<DataRule>[], category: string): boolean =>
    rules.some(({ rule }) => rule.data.some((each) => overlaps(policy.vocabulary, category, each)));
  const silentOn = (
    rules: readonly Stated<DataRule>[],
    others: readonly Stated<DataRule>[],
  ): readonly { readonly clause: CompiledClause; readonly data: string }[] =>
    rules.flatMap(({ clause, rule }) => {
      const silent = rule.data.filter((category) => !spokenOf(others, category));
      return silent.length === 0
        ? []
        : [{ clause, data: silent.map((each) => `\`${each}\``).join(', ') }];
    });
  const withoutPurpose = collected.filter(({ rule }) => rule.purposes.length === 0);
  return [
    ...silentOn(rulesOf(policy, 'use'), collected).map(({ clause, data }) =>
      diagnostic('policy/uncollected', at(clause), `no clause says that ${data} is collected`),
    ),
    ...silentOn(collected, rulesOf(policy, 'retain')).map(({ clause, data }) =>
      diagnostic('policy/no-retention', at(clause), `no clause says how long ${data} is kept`),
    ),
    ...silentOn(withoutPurpose, rulesOf(policy, 'use')).map(({ clause, data }) =>
      diagnostic('policy/no-purpose', at(clause), `no clause says what ${data} is used for`),
    ),
  ];
}
