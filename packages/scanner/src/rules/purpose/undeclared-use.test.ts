import type { CompiledPolicy, UseRule } from '@troth/compiler';
import { describe, expect, test } from 'vitest';

import { policyOf, promises } from '../../testing/policies.ts';
import { toldBy } from '../../testing/scan-program.ts';
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

const told = (code: string, policy?: CompiledPolicy): readonly string[] =>
  toldBy('purpose/undeclared-use', { 'src/a.ts': code }, policy);

describe('data that the policy keeps to one use', () => {
  test.each([
    ['analytics', 'mixpanel'],
    ['experiments', 'statsig-js'],
    ['language model', '@anthropic-ai/sdk'],
    ['vector search', '@pinecone-database/pinecone'],
    ['session replay', 'logrocket'],
    ['marketing', 'klaviyo-api'],
    ['advertising', 'react-facebook-pixel'],
    ['data broker', 'clearbit'],
  ])('is not for %s', (service, name) => {
    const code = `import client from '${name}';\nclient.track(user.fitnessLog);`;

    expect(told(code)).toEqual([expect.stringContaining(`(${service}), and the policy keeps it`)]);
  });

  test.each(['@sentry/node', '@aws-sdk/client-s3', 'left-pad'])(
    'may go to whoever does nothing of their own with it, like %s',
    (name) => {
      expect(told(`import client from '${name}';\nclient.send(user.fitnessLog);`)).toEqual([]);
    },
  );

  test('may go to a vendor whom the policy shares with', () => {
    const sharing = policyOf({
      ...promises,
      'sharing.model': {
        verb: 'share',
        recipients: [{ recipient: 'openai', data: ['fitness-log'], purposes: [] }],
      },
    });
    const { vocabulary } = sharing;
    const openai = {
      id: 'openai',
      name: 'OpenAI',
      role: 'processor',
      hosts: [],
      packages: ['openai'],
      infrastructure: [],
    } as const;
    const policy = {
      ...sharing,
      vocabulary: { ...vocabulary, recipients: [...vocabulary.recipients, openai] },
    };

    expect(told(ask('input: user.fitnessLog'), policy)).toEqual([]);
    expect(told(ask('input: user.fitnessLog'))).toHaveLength(1);
  });

  test('is named alone when other data goes with it', () => {
    const [message] = told(ask('to: user.email, input: user.fitnessLog, tel: user.phoneNumber'));

    expect(message).toMatch(/^src\/a\.ts:3 `user\.fitnessLog` is used by/u);
  });
});

describe('data that the code says the purpose of', () => {
  const use = (rule: Partial<UseRule>): UseRule => ({
    verb: 'use',
    data: ['account.email'],
    purposes: ['news'],
    exclusive: false,
    conditions: {},
    ...rule,
  });
  const grouped = use({ conditions: { aggregate: { minimum: 5 } } });
  const code = create('email: user.email', 'news');

  test('is free for it when one clause allows it and another allows figures only', () => {
    expect(told(code, policyOf({ grouped, free: use({}) }))).toEqual([]);
    expect(told(code, policyOf({ free: use({}), grouped }))).toEqual([]);
    expect(told(code, policyOf({ grouped }))).toEqual([
      'src/a.ts:4 `user.email` for `news`: the policy allows only figures of 5 people or more',
    ]);
  });

  test('is told with every purpose that it is kept to', () => {
    const kept = use({ exclusive: true, purposes: ['coaching', 'security'] });

    expect(told(code, policyOf({ kept, free: use({}) }))).toEqual([
      'src/a.ts:4 `user.email` for `news`: the policy allows it for `coaching`, `security` only',
    ]);
    expect(told(code, policyOf({ kept: use({ exclusive: true }) }))).toEqual([]);
  });

  test('breaks the first use that is declared when no clause speaks of it', () => {
    const policy = policyOf({ other: use({ data: ['orders'] }), last: use({ data: ['device'] }) });

    expect(told(code, policy)).toEqual([
      'src/a.ts:4 `user.email` for `news`: the policy does not use it for that',
    ]);
  });

  test('may be used for what it is collected for', () => {
    const collecting = (data: readonly string[], purposes: readonly string[]): CompiledPolicy =>
      policyOf({
        ...promises,
        'collection.account': { verb: 'collect', data, purposes, source: 'data-subject', from: [] },
      });
    const support = create('email: user.email', 'support');

    expect(told(support, collecting(['account'], ['support']))).toEqual([]);
    expect(told(support, collecting(['account.name', 'account.email'], ['support']))).toEqual([]);
    expect(told(support, collecting(['account'], ['security']))).toHaveLength(1);
    expect(told(support, collecting(['orders'], ['support']))).toHaveLength(1);
  });

  test('and that the vocabulary does not know is for other rules', () => {
    expect(told(create('phone: user.phoneNumber', 'news'))).toEqual([]);
  });
});
