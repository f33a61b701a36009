import type { CompiledPolicy, GrantRule, UseRule } from '@troth/compiler';

import { northwind, policyOf } from '../../testing/policies.ts';
import { testExamples, testRule } from '../../testing/test-rule.ts';
import { missingOptOut } from './missing-opt-out.ts';

interface Letters {
  readonly conditions?: UseRule['conditions'];
  readonly rights?: GrantRule['rights'];
}

const letter = (options: string, around = ''): string =>
  `import { Resend } from 'resend';\nconst resend = new Resend(key);\n${around}export async function send(to: string) {\n  await resend.emails.send({ to, ${options} });\n}`;

const transactional = {
  ...northwind,
  clauses: northwind.clauses.map((clause) =>
    clause.id === 'rights.object' ? { ...clause, rules: [] } : clause,
  ),
};

/** Letters are a use with conditions, or a purpose of which a right is granted. */
const promising = ({ conditions, rights }: Letters): CompiledPolicy =>
  policyOf({
    ...(conditions === undefined
      ? {}
      : {
          'use.letters': {
            verb: 'use',
            data: ['account.email'],
            purposes: ['letters'],
            exclusive: false,
            conditions,
          },
        }),
    ...(rights === undefined
      ? {}
      : {
          'rights.letters': {
            verb: 'grant',
            rights,
            data: ['account.email'],
            regions: [],
            purposes: ['letters'],
          },
        }),
  });

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
    {
      code: letter(`subject: 'Our newsletter', html: '<p>News</p>'`),
      policy: promising({ conditions: { optOut: true } }),
      at: [4, 9],
      clause: 'use.letters',
    },
    {
      code: letter(`subject: 'Our newsletter', html: '<p>News</p>'`),
      policy: promising({ rights: ['access', 'object'] }),
      at: [4, 9],
      clause: 'rights.letters',
    },
    ...[
      ['weekly digest', 'product updates', 'product-update', 'promotion', 'We promote you'],
      ['marketing', 'summer campaign', 'We announce', 'broadcast', 'What’s new', 'What is new'],
      ['a special offer', 're-engage', 'reengage', 'win-back', 'drip'],
    ]
      .flat()
      .map((subject) => ({
        code: letter(`subject: '${subject}', html: '<p>News</p>'`),
        at: [4, 9] as const,
        clause: 'rights.object',
      })),
  ],
  valid: [
    {
      // Data that may be used for news, and no way out is promised.
      code: letter(`subject: 'Our newsletter', html: '<p>News</p>'`),
      policy: promising({ conditions: {} }),
    },
    {
      code: letter(`subject: 'Our newsletter', html: '<p>News</p>'`),
      policy: promising({ rights: ['access'] }),
    },
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
