import type { CompiledPolicy, Recipient } from '@troth/compiler';
import { isWithin, rulesOf } from '@troth/compiler';

import { recipientOf } from './words/recipient-of.ts';
import type { Reach } from './words/recipient-of.ts';

/**
 * Whether some clause tells readers that this category is collected, used or kept. A category that
 * the vocabulary does not know is never declared.
 */
export function isDeclared(policy: CompiledPolicy, category: string): boolean {
  const told = [
    ...rulesOf(policy, 'collect'),
    ...rulesOf(policy, 'use'),
    ...rulesOf(policy, 'retain'),
  ].flatMap(({ rule }) => rule.data);
  return told.some((data) => isWithin(policy.vocabulary, category, data));
}

/** The clause that lists what is collected: the one nearest to the category, else the first. */
export function collectingClause(
  policy: CompiledPolicy,
  category: string | undefined,
): string | undefined {
  const stated = rulesOf(policy, 'collect');
  const covering = stated.find(
    ({ rule }) =>
      category !== undefined &&
      rule.data.some((data) => isWithin(policy.vocabulary, category, data)),
  );
  const root = category?.split('.')[0];
  const related = stated.find(({ rule }) => rule.data.some((data) => data.split('.')[0] === root));
  return (covering ?? related ?? stated[0])?.clause.id;
}

/** What a recipient may get, and the clause that says so. */
export interface Sharing {
  readonly recipient: Recipient;
  readonly clause: string;
  readonly data: readonly string[];
}

/** What the policy shares with whoever is reached so; nothing when no clause names them. */
export function sharingWith(reach: Reach, policy: CompiledPolicy): Sharing | undefined {
  const recipient = recipientOf(reach, policy.vocabulary.recipients);
  if (recipient === undefined) return undefined;
  const shared = rulesOf(policy, 'share').flatMap(({ clause, rule }) =>
    rule.recipients
      .filter((one) => one.recipient === recipient.id)
      .map(({ data }) => ({ clause: clause.id, data })),
  );
  const collected = rulesOf(policy, 'collect')
    .filter(({ rule }) => rule.from.includes(recipient.id))
    .map(({ clause, rule }) => ({ clause: clause.id, data: rule.data }));
  const [first] = [...shared, ...collected];
  if (first === undefined) return undefined;
  return {
    recipient,
    clause: first.clause,
    data: [...shared, ...collected].flatMap(({ data }) => data),
  };
}

/** The clause that an undeclared recipient breaks: the refusal to sell for an advertiser, else the list. */
export function sharingClause(
  policy: CompiledPolicy,
  service: string | undefined,
): string | undefined {
  const sale = rulesOf(policy, 'never').find(({ rule }) => rule.act === 'sell');
  const isAdvertiser = service === 'advertising' || service === 'data broker';
  // A clause may share with one recipient in passing; the list is the clause that names most.
  const [list] = rulesOf(policy, 'share').toSorted(
    (a, b) => b.rule.recipients.length - a.rule.recipients.length,
  );
  return (isAdvertiser ? (sale ?? list) : (list ?? sale))?.clause.id;
}

/** Whether a host is the company's own: the domain of its contact address, or below it. */
export function isOwnHost(host: string, { contact }: CompiledPolicy): boolean {
  const domain = contact.email.split('@')[1]?.toLowerCase() ?? '';
  const name = host.toLowerCase().replace(/:\d+$/u, '');
  return domain !== '' && (name === domain || name.endsWith(`.${domain}`));
}
