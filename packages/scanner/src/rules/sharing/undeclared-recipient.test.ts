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
