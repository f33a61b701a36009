import type { CompiledPolicy } from '@troth/compiler';
import type { Fact } from '@troth/facts';
import { describe, expect, test } from 'vitest';

import { scan } from '../../scan.ts';
import { factsOf } from '../../testing/facts-of.ts';
import { catalogue, northwind } from '../../testing/policies.ts';
import { scanProgram, toldBy } from '../../testing/scan-program.ts';
import type { Program } from '../../testing/scan-program.ts';
import { testExamples, testRule } from '../../testing/test-rule.ts';
import { undeclaredRecipient } from './undeclared-recipient.ts';

testExamples(undeclaredRecipient);

testRule(undeclaredRecipient, {
  invalid: [
    {
      code: `import posthog from 'posthog-js';\nposthog.identify(user.id, { email: user.email });`,
      at: [2, 1],
      clause: 'sharing.providers',
    },
    {
      code: `import * as Sentry from '@sentry/node';\nSentry.init({ dsn: process.env.DSN });`,
      at: [2, 1],
      clause: 'sharing.providers',
      says: 'Sentry is set up here',
    },
    {
      language: 'terraform',
      code: `provider "datadog" {\n}`,
      at: [1, 1],
      clause: 'sharing.providers',
      says: 'Datadog',
    },
    {
      path: '.env.example',
      code: 'PORT=3000\nNEXT_PUBLIC_POSTHOG_KEY=',
      at: [2, 1],
      clause: 'sharing.providers',
      says: 'PostHog is reached by `NEXT_PUBLIC_POSTHOG_KEY`',
    },
  ],
  valid: [
    `import Stripe from 'stripe';\nconst stripe = new Stripe(key);`,
    `import { readFile } from 'node:fs/promises';`,
    { language: 'terraform', code: `provider "aws" {\n}` },
    { language: 'terraform', code: `provider "random" {\n}` },
    { path: '.env.example', code: 'STRIPE_SECRET_KEY=\nDATABASE_URL=\nLOG_LEVEL=info' },
    `gtag('event', 'screen_view', { user: { subscribed: true } });`,
  ],
  notes: [{ code: `import algoliasearch from 'algoliasearch';`, at: [1, 27] }],
});

const told = (program: Program, policy?: CompiledPolicy): readonly string[] =>
  toldBy('sharing/undeclared-recipient', program, policy);

const setUp = `import * as Sentry from '@sentry/node';\nSentry.init({ dsn: process.env.DSN });\n`;
const imported = `import * as Sentry from '@sentry/node';\n`;
const dependency = (name: string): string =>
  `{\n  "dependencies": {\n    "${name}": "1.0.0"\n  }\n}`;
const sentryHere = 'Sentry is set up here, and the policy does not name it';
const sentryBy = 'Sentry is reached by `@sentry/node`, and the policy does not name it';

describe('a vendor that the policy does not name', () => {
  test('is told once in each file that sets it up, and nowhere else', () => {
    const twice = `${setUp}Sentry.init({ dsn: process.env.OTHER });\n`;

    expect(
      told({
        'package.json': dependency('@sentry/node'),
        'src/b.ts': twice,
        'src/a.ts': `\n${setUp}`,
        'src/c.ts': imported,
      }),
    ).toEqual([`src/a.ts:3 ${sentryHere}`, `src/b.ts:2 ${sentryHere}`]);
  });

  test('is told at its first import when a `package.json` has it and nothing sets it up', () => {
    expect(
      told({
        'package.json': dependency('@sentry/node'),
        'src/b.ts': imported,
        'src/a.ts': `import { Hub } from '@sentry/node';\nimport * as Sentry from '@sentry/node';\n`,
      }),
    ).toEqual([`src/a.ts:1 ${sentryBy}`]);
  });

  test('is told at the import on the line above, whatever order its facts come in', () => {
    const [first, second] = factsOf(`${imported}import { Hub } from '@sentry/core';`, 'ts');
    const facts = [second, first, ...factsOf(dependency('@sentry/node'), 'ts', 'package.json')];

    expect(placesOf(facts.flatMap((fact) => fact ?? []))).toEqual(['src/app.ts:1:25']);
  });

  test('is told at the first of two imports on one line', () => {
    const line = `import { init } from '@sentry/node'; import { Hub } from '@sentry/core';`;
    const facts = [...factsOf(line, 'ts')].toReversed();

    expect(
      placesOf([...facts, ...factsOf(dependency('@sentry/node'), 'ts', 'package.json')]),
    ).toEqual(['src/app.ts:1:22']);
  });

  test('is told where it is depended on when no code imports it', () => {
    expect(told({ 'package.json': dependency('@sentry/node') })).toEqual([
      `package.json:3 ${sentryBy}`,
    ]);
  });

  test('that is imported and that no `package.json` has is a note, as the code may be a sample', () => {
    const note = 'cannot tell what Sentry gets through `@sentry/node`';

    expect(told({ 'src/a.ts': imported })).toEqual([`src/a.ts:1? ${note}`]);
    // Neither does another vendor's entry make it run.
    expect(told({ 'package.json': dependency('posthog-js'), 'src/a.ts': imported })).toContain(
      `src/a.ts:1? ${note}`,
    );
  });

  test('stands beside another vendor, each told for itself', () => {
    expect(
      told({
        'package.json': dependency('mixpanel'),
        'src/a.ts': setUp,
        'src/b.ts': `import posthog from 'posthog-js';\nposthog.init(key);\n`,
      }),
    ).toEqual([
      'package.json:3 Mixpanel is reached by `mixpanel`, and the policy does not name it',
      `src/a.ts:2 ${sentryHere}`,
      'src/b.ts:2 PostHog is set up here, and the policy does not name it',
    ]);
  });

  test('is told at the clause that refuses to sell when it advertises', () => {
    const [advertiser] = scanProgram({
      'src/a.ts': `fetch('https://googleads.g.doubleclick.net/conversion');`,
    }).filter(({ rule }) => rule === 'sharing/undeclared-recipient');

    expect(advertiser?.clause).toBe('sharing.no-sale');
  });

  test.each(['sharing.providers', 'sharing.no-sale'])(
    'is told at the only clause that a policy has of the kind: %s',
    (only) => {
      const policy = { ...northwind, clauses: northwind.clauses.filter(({ id }) => id === only) };

      expect(told({ 'src/a.ts': setUp }, policy)).toEqual([`src/a.ts:2 ${sentryHere}`]);
    },
  );

  test.each(['contentful', '@opentelemetry/sdk-node', '@octokit/rest'])(
    'and that learns nothing of anybody by being there alone is left alone: %s',
    (name) => {
      expect(
        told({ 'package.json': dependency(name), 'src/a.ts': `import client from '${name}';` }),
      ).toEqual([]);
    },
  );
});

describe('a variable of the environment', () => {
  test('names no vendor whom the policy already names by its package or its host', () => {
    expect(told({ '.env.example': 'STRIPE_SECRET_KEY=\n' })).toEqual([]);
  });

  test('names a vendor whom the policy shares nothing with, though its vocabulary knows it', () => {
    const { clauses } = northwind;
    const silent = {
      ...northwind,
      clauses: clauses.filter(({ id }) => id !== 'sharing.providers'),
    };

    expect(told({ '.env.example': 'STRIPE_SECRET_KEY=\n' }, silent)).toEqual([
      '.env.example:1 Stripe is reached by `STRIPE_SECRET_KEY`, and the policy does not name it',
    ]);
  });
});

describe('a recipient that the vocabulary knows and no clause shares with', () => {
  const { vocabulary } = northwind;
  const courier = {
    id: 'courier',
    name: 'the courier',
    role: 'processor',
    hosts: ['api.courier-service.net'],
    packages: ['courier-client'],
    infrastructure: [],
  } as const;
  const policy: CompiledPolicy = {
    ...northwind,
    vocabulary: { ...vocabulary, recipients: [...vocabulary.recipients, courier] },
  };

  test('is told by the name it has there', () => {
    expect(told({ 'package.json': dependency('courier-client') }, policy)).toEqual([
      'package.json:3 the courier is reached by `courier-client`, and the policy does not name it',
    ]);
    expect(
      told({ 'src/a.ts': `fetch('https://api.courier-service.net/parcels');` }, policy),
    ).toEqual([
      'src/a.ts:1 `api.courier-service.net` is the courier, and the policy does not name it',
    ]);
  });
});

describe('a host', () => {
  const call = (host: string, body = ''): string => `await fetch('https://${host}/in'${body});\n`;
  const sending = `, { method: 'POST', body: JSON.stringify({ email: user.email }) }`;

  test('of a vendor is told once a file', () => {
    const program = {
      'src/a.ts': call('api.mixpanel.com') + call('api-eu.mixpanel.com') + call('app.posthog.com'),
      'src/b.ts': call('api.mixpanel.com'),
    };

    expect(told(program)).toEqual([
      'src/a.ts:1 `api.mixpanel.com` is Mixpanel, and the policy does not name it',
      'src/a.ts:3 `app.posthog.com` is PostHog, and the policy does not name it',
      'src/b.ts:1 `api.mixpanel.com` is Mixpanel, and the policy does not name it',
    ]);
  });

  test('is not told again in a file where data is told to go to its vendor', () => {
    const program = {
      'src/a.ts': call('api.mixpanel.com') + call('api.mixpanel.com', sending),
      'src/b.ts': call('api.mixpanel.com'),
    };

    expect(told(program)).toEqual([
      'src/a.ts:2 Mixpanel gets `user.email`, and the policy does not name it',
      'src/b.ts:1 `api.mixpanel.com` is Mixpanel, and the policy does not name it',
    ]);
  });

  test('is told though something that says nothing of anybody is sent to it', () => {
    const impersonal = `, { method: 'POST', body: JSON.stringify({ size: team.size }) }`;

    expect(told({ 'src/a.ts': call('api.mixpanel.com', impersonal) })).toEqual([
      'src/a.ts:1 `api.mixpanel.com` is Mixpanel, and the policy does not name it',
    ]);
  });

  test('is told though personal data goes into a log beside it', () => {
    const program = { 'src/a.ts': `console.log(user.email);\n${call('api.mixpanel.com')}` };

    expect(told(program)).toEqual([
      'src/a.ts:2 `api.mixpanel.com` is Mixpanel, and the policy does not name it',
    ]);
  });

  test('of a vendor whom the policy knows by another host is told, as it may get something else', () => {
    expect(told({ 'src/a.ts': call('js.stripe.com') })).toEqual([
      'src/a.ts:1 `js.stripe.com` is Stripe, and the policy does not name it',
    ]);
  });

  test('of nobody known is a note each time, and a finding when data goes there', () => {
    const unknown = 'the policy names no recipient at `in.unheard-of.net`';

    expect(told({ 'src/a.ts': call('in.unheard-of.net') + call('in.unheard-of.net') })).toEqual([
      `src/a.ts:1? ${unknown}`,
      `src/a.ts:2? ${unknown}`,
    ]);
    expect(told({ 'src/a.ts': call('in.unheard-of.net', sending) })).toContain(
      'src/a.ts:1 `in.unheard-of.net` gets `user.email`, and the policy does not name it',
    );
  });

  test('of the company itself, or of whom the policy shares with, is told by nothing', () => {
    const policy = { ...northwind, contact: { email: 'privacy@northwind.shop' } };
    const hosts = ['northwind.shop', 'api.northwind.shop', 'api.stripe.com'];
    const code = hosts.map((host) => call(host) + call(host, sending)).join('');

    expect(told({ 'src/a.ts': code }, policy)).toEqual([]);
    expect(told({ 'src/a.ts': call('notnorthwind.shop') }, policy)).toHaveLength(1);
  });
});

describe('personal data that is sent', () => {
  test('to a host that the code does not say is a note that names the data', () => {
    const code = `export const post = (target: string) => fetch(target, { method: 'POST', body: JSON.stringify({ email: user.email }) });`;

    expect(told({ 'src/a.ts': code })).toEqual(['src/a.ts:1? cannot tell who gets `user.email`']);
  });

  test.each(['contentful', '@opentelemetry/sdk-node'])(
    'to one that learns nothing by being there is told: %s',
    (name) => {
      const code = `import client from '${name}';\nclient.track(user.email);`;

      expect(told({ 'src/a.ts': code })).toEqual([
        expect.stringMatching(/^src\/a\.ts:2 .* gets `user\.email`/u),
      ]);
    },
  );

  test('to a package of nobody known stays in the program', () => {
    expect(told({ 'src/a.ts': `import { format } from 'left-pad';\nformat(user.email);` })).toEqual(
      [],
    );
  });

  test('into a cookie or a log reaches nobody', () => {
    const code = `document.cookie = user.email;\nconsole.log(user.email);`;

    expect(told({ 'src/a.ts': code })).toEqual([]);
  });
});

function placesOf(facts: readonly Fact[]): readonly string[] {
  const { findings } = scan({
    policy: northwind,
    facts,
    catalogue,
    waivers: [],
    today: '2026-11-23',
  });
  return findings
    .filter(({ rule }) => rule === 'sharing/undeclared-recipient')
    .map(({ at }) => `${at.file}:${at.line}:${at.column}`);
}
