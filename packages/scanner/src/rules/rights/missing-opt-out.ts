import { rulesOf } from '@troth/compiler';
import type { CompiledPolicy } from '@troth/compiler';
import type { MailFact } from '@troth/facts';

import type { ScanContext } from '../../context.ts';
import { defineRule, finding, note } from '../../rule.ts';
import type { Report, Rule, RuleMeta } from '../../rule.ts';

const meta: RuleMeta = {
  id: 'rights/missing-opt-out',
  protects: ['grant', 'use'],
  summary: 'A mail that people may decline holds no way to decline it.',
  why: 'The policy lets people say no to such mails; the mail itself is where they look for how.',
  fix: 'Put an unsubscribe link in the mail and a `List-Unsubscribe` header on it.',
  unsafe: `import nodemailer from 'nodemailer';\nconst mailer = nodemailer.createTransport(options);\nexport async function sendNewsletter(to: string) {\n  await mailer.sendMail({ to, subject: 'What is new', text: 'Three new things.' });\n}`,
  safe: `import nodemailer from 'nodemailer';\nconst mailer = nodemailer.createTransport(options);\nexport async function sendNewsletter(to: string) {\n  await mailer.sendMail({ to, subject: 'What is new', text: \`Three new things. Unsubscribe: \${link}\` });\n}`,
  language: 'ts',
};

export const missingOptOut: Rule = defineRule(meta, 'mail', withoutWayOut);

function withoutWayOut(fact: MailFact, { policy }: ScanContext): readonly Report[] {
  const declinable = declinablePurposes(policy);
  if (declinable.size === 0 || fact.optOut === true) return [];
  const clause = clauseFor(fact, declinable);
  if (clause === undefined) return [];
  return fact.optOut === 'unknown'
    ? [note(fact, 'cannot tell whether this mail holds a way to decline more of its kind')]
    : [finding(fact, clause, 'this mail may be declined, and holds no link or header to do so')];
}

/** Purposes of mails that people may say no to, each with the clause that says so. */
function declinablePurposes(policy: CompiledPolicy): ReadonlyMap<string, string> {
  const objected = rulesOf(policy, 'grant')
    .filter(({ rule }) => rule.rights.includes('object'))
    .flatMap(({ clause, rule }) => rule.purposes.map((purpose) => [purpose, clause.id] as const));
  const optional = rulesOf(policy, 'use')
    .filter(({ rule }) => rule.conditions.optOut === true)
    .flatMap(({ clause, rule }) => rule.purposes.map((purpose) => [purpose, clause.id] as const));
  // The clause that grants the right is the one a reader would point at.
  return new Map([...optional, ...objected]);
}

/** What is tagged says its purpose; what is not is judged by its words, and most mails are answers. */
function clauseFor(
  { purpose, words }: MailFact,
  declinable: ReadonlyMap<string, string>,
): string | undefined {
  if (purpose !== undefined) return declinable.get(purpose);
  const [first] = declinable.values();
  return words.some((word) => bulk.test(word)) ? first : undefined;
}

const bulk =
  /newsletter|digest|promot(?:ion|e)|marketing|campaign|announce|broadcast|product[-_ ]?updates?|what(?:'|’)?s[-_ ]?new|what is new|special offer|re-?engage|win[-_ ]?back|drip/i;
