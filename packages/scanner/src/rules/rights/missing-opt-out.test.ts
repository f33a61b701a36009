import { northwind } from '../../testing/policies.ts';
import { testExamples, testRule } from '../../testing/test-rule.ts';
import { missingOptOut } from './missing-opt-out.ts';

const letter = (options: string, around = ''): string =>
  `import { Resend } from 'resend';\nconst resend = new Resend(key);\n${around}export async function send(to: string) {\n  await resend.emails.send({ to, ${options} });\n}`;

const transactional = {
  ...northwind,
  clauses: northwind.clauses.map((clause) =>
    clause.id === 'rights.object' ? { ...clause, rules: [] } : clause,
  ),
};

testExamples(missingOptOut);

testRule(missingOptOut, {
  invalid: [
    {
      code: letter(`subject: 'Our newsletter', html: '<p>News</p>'`),
      at: [4, 9],
      clause: 'rights.object',
      says: 'may be declined',
    },
    {
      code: letter(
        `subject: 'Hello', text: \`Dear \${name}, buy more.\``,
        '/** @purpose news */\n',
      ),
      at: [5, 9],
      clause: 'rights.object',
    },
    {
      code: letter(`subject: 'Hello', text: 'Buy more.', tags: 'marketing'`),
      policy: transactional,
      at: [4, 9],
      clause: 'use.news',
    },
  ],
  valid: [
    letter(`subject: 'Our newsletter', html: '<a href="/unsubscribe">No more</a>'`),
    letter(`subject: 'Our newsletter', html, headers: { 'List-Unsubscribe': link }`),
    letter(`subject: 'Your invoice', html: '<p>It is ready.</p>'`),
    letter(`subject: 'Our newsletter', text: 'Ready.'`, '/** @purpose billing */\n'),
    `queue.send({ to: 'worker', subject: 'newsletter' });`.replace('subject', 'name'),
  ],
  notes: [
    { code: letter(`subject: 'Our newsletter', react: Newsletter()`), at: [4, 9] },
    {
      code: letter(`subject: 'Our newsletter', html: \`<p>News</p>\${footer}\``),
      at: [4, 9],
    },
    { code: letter(`subject: 'Our newsletter', ...rest`), at: [4, 9] },
  ],
});
