import { testExamples, testRule } from '../../testing/test-rule.ts';
import { cardNumber } from './card-number.ts';

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
      facts: [
        {
          kind: 'input',
          form: 'form',
          container: 'CheckoutForm',
          field: 'cardNumber',
          subject: 'CheckoutForm.cardNumber',
          at: { file: 'src/checkout.tsx', line: 8, column: 7, endLine: 8, endColumn: 40 },
        },
      ],
      at: [8, 7],
      clause: 'payment.no-cards',
    },
  ],
  valid: [
    `model Payment {\n  id String @id\n  cardLastFour String\n  cardBrand String\n}`,
    `model Payment {\n  id String @id\n  /// @data payment.billing\n  cardNumber String\n}`,
  ],
});
