import { testExamples, testRule } from '../../testing/test-rule.ts';
import { undeclaredUse } from './undeclared-use.ts';

const create = (values: string, purpose?: string): string =>
  `import Stripe from 'stripe';\nconst stripe = new Stripe(key);\n${purpose === undefined ? '' : `/** @purpose ${purpose} */`}\nawait stripe.customers.create({ ${values} });`;
const ask = (values: string): string =>
  `import OpenAI from 'openai';\nconst openai = new OpenAI();\nawait openai.embeddings.create({ ${values} });`;

testExamples(undeclaredUse);

testRule(undeclaredUse, {
  invalid: [
    {
      code: create('ip: request.ipAddress', 'news'),
      at: [4, 7],
      clause: 'use.security',
      says: 'does not use it for that',
    },
    {
      code: create('email: user.email, ip: request.ipAddress', 'news'),
      at: [4, 7],
      clause: 'use.security',
      says: '`request.ipAddress` for `news`',
    },
    {
      code: create('log: user.fitnessLog', 'news'),
      at: [4, 7],
      clause: 'use.logs-only-for-coaching',
      says: '`coaching` only',
    },
    {
      code: create('notes: user.orderText', 'statistics'),
      at: [4, 7],
      clause: 'use.statistics',
      says: '10 people or more',
    },
    {
      code: create('email: user.email', 'somethingElse'),
      at: [4, 7],
      clause: 'use.news',
      says: '`somethingElse`',
    },
    {
      code: ask('input: user.fitnessLog'),
      at: [3, 7],
      clause: 'use.logs-only-for-coaching',
      says: 'OpenAI (language model)',
    },
  ],
  valid: [
    create('email: user.email', 'news'),
    create('email: user.email', 'checkout'),
    create('log: user.fitnessLog', 'coaching'),
    create('log: user.fitnessLog'),
    create('count: orders.length', 'statistics'),
    ask('input: user.email'),
    'console.log(user.fitnessLog);',
  ],
});
