import type { Verb } from '@troth/compiler';
import type { Span } from '@troth/diagnostics';
import type { Fact, FactKind } from '@troth/facts';

import type { ScanContext } from './context.ts';

/** What a rule is about, for its page and for the reporters. */
export interface RuleMeta {
  /** Family and name, which is also its path: `transit/weak-tls-version`. */
  readonly id: string;
  /** Verbs of the policy it enforces; a policy that uses none of them switches it off. */
  readonly protects: readonly [Verb, ...Verb[]];
  readonly summary: string;
  readonly why: string;
  readonly fix: string;
  /** Code that breaks it, and code that does not, in `language`. */
  readonly unsafe: string;
  readonly safe: string;
  readonly language: 'ts' | 'prisma' | 'terraform';
  /** Where such code stands, when that says what it is. */
  readonly path?: string;
  /** Code of another file, in TypeScript, without which the examples say nothing. */
  readonly beside?: string;
}

/** A rule as the scanner runs it: one call for each fact it asked for. */
export interface Rule {
  readonly meta: RuleMeta;
  readonly asks: readonly FactKind[];
  readonly run: (fact: Fact, context: ScanContext) => readonly Report[];
}

/** What a rule says about one fact. */
export type Report =
  | {
      readonly kind: 'finding';
      readonly severity: 'error' | 'warning';
      readonly clause: string;
      readonly at: Span;
      readonly subject: string;
      readonly message: string;
      readonly mend?: Mend;
    }
  | { readonly kind: 'note'; readonly at: Span; readonly message: string };

/** What would mend a finding, where its rule knows and only the place is left to write. */
export type Mend =
  /** So many days at the most where the place says how many. */
  | { readonly kind: 'days'; readonly days: number }
  /** A remark on the line above. */
  | { readonly kind: 'remark'; readonly text: string };

/** A rule about one kind of fact. */
export function defineRule<K extends FactKind>(
  meta: RuleMeta,
  kind: K,
  check: (fact: Extract<Fact, { readonly kind: K }>, context: ScanContext) => readonly Report[],
): Rule {
  return {
    meta,
    asks: [kind],
    run: (fact, context) => (isKind(fact, kind) ? check(fact, context) : []),
  };
}

/** One rule over several kinds of fact, each with a check of its own. */
export function joinRules(meta: RuleMeta, ...parts: readonly Rule[]): Rule {
  return {
    meta,
    asks: parts.flatMap(({ asks }) => asks),
    run: (fact, context) => parts.flatMap((part) => part.run(fact, context)),
  };
}

/** What is wrong here, which clause says so; the place is the fact's unless a narrower one is known. */
export function finding(
  fact: { readonly at: Span; readonly subject: string },
  clause: string,
  message: string,
  mend?: Mend,
): Report {
  return {
    ...(mend === undefined ? {} : { mend }),
    kind: 'finding',
    severity: 'error',
    clause,
    at: fact.at,
    subject: fact.subject,
    message,
  };
}

/** What the scanner cannot tell; it never fails a run. */
export function note(fact: { readonly at: Span }, message: string): Report {
  return { kind: 'note', at: fact.at, message };
}

function isKind<K extends FactKind>(
  fact: Fact,
  kind: K,
): fact is Extract<Fact, { readonly kind: K }> {
  return fact.kind === kind;
}
