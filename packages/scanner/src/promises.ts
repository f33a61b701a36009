import type {
  CompiledPolicy,
  EraseRule,
  RetainRule,
  TlsVersion,
  Vocabulary,
} from '@troth/compiler';
import { overlaps, rulesOf } from '@troth/compiler';

/** What the policy promises of connections: the strictest of its clauses. */
export interface TransitPromise {
  readonly clause: string;
  readonly minimum: TlsVersion;
}

/** What the policy promises of stores: the strictest of its clauses. */
export interface RestPromise {
  readonly clause: string;
  readonly bits: number;
}

/** `ssl` stands for every version before TLS 1.0. */
const versions = ['ssl', '1.0', '1.1', '1.2', '1.3'] as const;

export function transitPromise(policy: CompiledPolicy): TransitPromise | undefined {
  const stated = rulesOf(policy, 'encrypt').flatMap(({ clause, rule }) =>
    rule.scope === 'in-transit' ? [{ clause: clause.id, minimum: rule.minimum }] : [],
  );
  return stated.toSorted((a, b) => versions.indexOf(b.minimum) - versions.indexOf(a.minimum))[0];
}

export function restPromise(policy: CompiledPolicy): RestPromise | undefined {
  const stated = rulesOf(policy, 'encrypt').flatMap(({ clause, rule }) =>
    rule.scope === 'at-rest' ? [{ clause: clause.id, bits: rule.cipher.bits }] : [],
  );
  return stated.toSorted((a, b) => b.bits - a.bits)[0];
}

export function isOlder(version: (typeof versions)[number], than: TlsVersion): boolean {
  return versions.indexOf(version) < versions.indexOf(than);
}

/** An erasure that the policy promises, its window in days. */
export interface ErasePromise {
  readonly clause: string;
  readonly rule: EraseRule;
  /** The fewest days the window can have: 28 a month, 365 a year, parts of a day for hours. */
  readonly days: number;
}

/** Promises to erase any of `data`, the tightest first; `presumed` is data of any kind. */
export function erasePromises(
  policy: CompiledPolicy,
  data: readonly string[] | 'presumed',
): readonly ErasePromise[] {
  return rulesOf(policy, 'erase')
    .filter(({ rule }) => data === 'presumed' || shares(policy.vocabulary, rule.data, data))
    .map(({ clause, rule }) => ({ clause: clause.id, rule, days: fewestDays(rule) }))
    .toSorted((a, b) => a.days - b.days);
}

/** Promises to keep any of `data` while the account is active. */
export function retainPromises(
  policy: CompiledPolicy,
  data: readonly string[],
): readonly { readonly clause: string; readonly rule: RetainRule }[] {
  return rulesOf(policy, 'retain')
    .filter(
      ({ rule }) => rule.while === 'account.active' && shares(policy.vocabulary, rule.data, data),
    )
    .map(({ clause, rule }) => ({ clause: clause.id, rule }));
}

/** Whether some category of one list is, holds or is part of one of the other. */
export function shares(
  vocabulary: Vocabulary,
  a: readonly string[],
  b: readonly string[],
): boolean {
  return a.some((one) => b.some((other) => overlaps(vocabulary, one, other)));
}

function fewestDays({ within: { amount, unit } }: EraseRule): number {
  const days = { hour: 1 / 24, day: 1, month: 28, year: 365 } as const;
  return amount * days[unit];
}

/** The promise to erase all that belongs to a closed account, else the tightest that covers the data. */
export function closingPromise(
  policy: CompiledPolicy,
  data: readonly string[],
): ErasePromise | undefined {
  const promises = erasePromises(policy, data.length === 0 ? 'presumed' : data);
  const aboutSubject = new Set(
    policy.vocabulary.events.filter(({ about }) => about === 'subject').map(({ id }) => id),
  );
  return promises.find(({ rule }) => aboutSubject.has(rule.after)) ?? promises[0];
}
