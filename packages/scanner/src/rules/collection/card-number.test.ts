import type { CompiledPolicy } from '@troth/compiler';
import type { Fact } from '@troth/facts';

import { policyOf } from '../../testing/policies.ts';
import { testExamples, testRule } from '../../testing/test-rule.ts';
import { cardNumber } from './card-number.ts';

const refusing = (act: 'collect' | 'sell', ...data: readonly string[]): CompiledPolicy =>
  policyOf({ refusal: { verb: 'never', data, act } });
const form: Fact = {
  kind: 'input',
  form: 'form',
  container: 'CheckoutForm',
  field: 'cardNumber',
  subject: 'CheckoutForm.cardNumber',
  at: { file: 'src/checkout.tsx', line: 8, column: 7, endLine: 8, endColumn: 40 },
};

testExamples(cardNumber);

testRule(cardNumber, {
  invalid: [
    {
      code: `model Payment {\n  id String @id\n  /// @data payment.card-number\n  token String\n}`,
      at: [4, 3],
      clause: 'payment.no-cards',
    },
    {
      code: `model Payment {\n  id String @id\n  ccNumber String\n}`,
      at: [3, 3],
      clause: 'payment.no-cards',
    },
    {
      language: 'ts',
      code: `console.log(payment.cardNumber);`,
      at: [1, 1],
      clause: 'payment.no-cards',
    },
    {
      language: 'ts',
      code: '',
      facts: [form],
      at: [8, 7],
      clause: 'payment.no-cards',
    },
    {
      // Never to collect is never to store.
      code: `model Payment {\n  id String @id\n  ccNumber String\n}`,
      policy: refusing('collect', 'account.password', 'payment.card-number'),
      at: [3, 3],
      clause: 'refusal',
      says: '`Payment.ccNumber` stores',
    },
    {
      code: `model Payment {\n  id String @id\n  /// @data payment.billing, payment.card-number\n  both String\n}`,
      at: [4, 3],
      clause: 'payment.no-cards',
    },
    {
      language: 'ts',
      code: `console.log(user.email, payment.cardNumber);`,
      at: [1, 1],
      clause: 'payment.no-cards',
      says: '`payment.cardNumber` goes into a log',
    },
  ],
  valid: [
    {
      code: `model Payment {\n  id String @id\n  ccNumber String\n}`,
      policy: refusing('sell', 'payment.card-number'),
    },
    {
      code: `model Payment {\n  id String @id\n  ccNumber String\n}`,
      policy: refusing('collect', 'account.password'),
    },
    { code: 'a scope of sign-in of that name', facts: [{ ...form, form: 'oauth-scope' }] },
    { language: 'ts', code: `console.log(user.email);` },
    {
      language: 'ts',
      code: `import Stripe from 'stripe';\nconst stripe = new Stripe(key);\nawait stripe.tokens.create({ card: payment.cardNumber });`,
    },
    `model Payment {\n  id String @id\n  cardLastFour String\n  cardBrand String\n}`,
    `model Payment {\n  id String @id\n  /// @data payment.billing\n  cardNumber String\n}`,
  ],
});
