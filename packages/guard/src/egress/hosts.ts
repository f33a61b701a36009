import { isIP } from 'node:net';
import { rulesOf, type CompiledPolicy, type Recipient } from '@troth/compiler';

/** What a clause lets a recipient have. */
export interface Sharing {
  readonly recipient: Recipient;
  /** Categories of every clause that shares with it, or collects from or through it. */
  readonly data: readonly string[];
  /** The first of those clauses. */
  readonly clause: string;
}

/** The recipient of the vocabulary that is reached at a host. */
export function recipientAt(host: string, policy: CompiledPolicy): Recipient | undefined {
  return policy.vocabulary.recipients.find(({ hosts }) =>
    hosts.some((pattern) => covers(pattern, host)),
  );
}

/** What the policy shares with a recipient; nothing when no clause names it. */
export function sharingWith(recipient: Recipient, policy: CompiledPolicy): Sharing | undefined {
  const shared = rulesOf(policy, 'share').flatMap(({ clause, rule }) =>
    rule.recipients
      .filter((one) => one.recipient === recipient.id)
      .map(({ data }) => ({ clause: clause.id, data })),
  );
  const collected = rulesOf(policy, 'collect')
    .filter(({ rule }) => rule.from.includes(recipient.id))
    .map(({ clause, rule: { data } }) => ({ clause: clause.id, data }));
  const all = [...shared, ...collected];
  const [first] = all;
  return first && { recipient, clause: first.clause, data: all.flatMap(({ data }) => data) };
}

/** The clause that lists who gets data: the one that names most. */
export function sharingClause(policy: CompiledPolicy): string | undefined {
  const [list] = rulesOf(policy, 'share').toSorted(
    (a, b) => b.rule.recipients.length - a.rule.recipients.length,
  );
  return list?.clause.id;
}

/** The company's own machines: loopback, those it names, the domain of its contact address. */
export function isOwn(host: string, own: readonly string[], policy?: CompiledPolicy): boolean {
  const domain = policy?.contact.email.split('@')[1] ?? '';
  return (
    isLoopback(host) ||
    own.some((pattern) => covers(pattern, host)) ||
    (domain !== '' && (covers(domain, host) || covers(`*.${domain}`, host)))
  );
}

export function isLoopback(host: string): boolean {
  const name = bare(host);
  return name === 'localhost' || name === '::1' || (isIP(name) === 4 && name.startsWith('127.'));
}

/** A machine on the same link, such as a cloud's metadata; nothing sent there travels further. */
export function isLinkLocal(host: string): boolean {
  const name = bare(host);
  return (isIP(name) === 4 && name.startsWith('169.254.')) || /^fe[89ab][\da-f]:/u.test(name);
}

/** `*.example.com` covers every host below `example.com`, not itself. */
function covers(pattern: string, host: string): boolean {
  const [wanted, given] = [pattern.toLowerCase(), bare(host)];
  return wanted.startsWith('*.') ? given.endsWith(wanted.slice(1)) : given === wanted;
}

/** Without port, brackets and the final dot that names the root. */
function bare(host: string): string {
  return host
    .toLowerCase()
    .replace(/^\[(.*)\](?::\d+)?$/u, '$1')
    .replace(/^([^:]*):\d+$/u, '$1')
    .replace(/\.$/u, '');
}
