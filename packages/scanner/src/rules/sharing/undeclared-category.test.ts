import { testExamples, testRule } from '../../testing/test-rule.ts';
import { undeclaredCategory } from './undeclared-category.ts';

const create = (values: string): string =>
  `import Stripe from 'stripe';\nconst stripe = new Stripe(key);\nawait stripe.customers.create({ ${values} });`;

testExamples(undeclaredCategory);

testRule(undeclaredCategory, {
  invalid: [
    {
      code: create('name: user.fullName'),
      at: [3, 7],
      clause: 'sharing.providers',
      says: '`user.fullName`',
    },
    {
      code: create('email: user.email, phone: user.phoneNumber'),
      at: [3, 7],
      clause: 'sharing.providers',
      says: '`user.phoneNumber`',
    },
  ],
  valid: [create('email: user.email'), create('metadata: { team: team.name }')],
});
