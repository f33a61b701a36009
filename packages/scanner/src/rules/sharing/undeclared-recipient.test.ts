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
  ],
  valid: [
    `import Stripe from 'stripe';\nconst stripe = new Stripe(key);`,
    `import { readFile } from 'node:fs/promises';`,
    { language: 'terraform', code: `provider "aws" {\n}` },
    { language: 'terraform', code: `provider "random" {\n}` },
    `gtag('event', 'screen_view', { user: { subscribed: true } });`,
  ],
  notes: [{ code: `import algoliasearch from 'algoliasearch';`, at: [1, 27] }],
});
