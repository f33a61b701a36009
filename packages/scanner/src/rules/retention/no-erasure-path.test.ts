import { testExamples, testRule } from '../../testing/test-rule.ts';
import { noErasurePath } from './no-erasure-path.ts';

const account = `/// @subject account\nmodel Account {\n  /// @data none -- opaque key\n  id String @id\n}\n`;

testExamples(noErasurePath);

testRule(noErasurePath, {
  invalid: [
    {
      code: `${account}\nmodel Lead {\n  id String @id\n  /// @data account.email\n  mail String\n}`,
      at: [7, 1],
      clause: 'retention.account',
      says: '`mail`',
    },
    {
      code: `model User {\n  id String @id\n  email String\n}\nmodel Waitlist {\n  id String @id\n  email String\n}`,
      at: [5, 1],
      clause: 'retention.account',
    },
  ],
  valid: [
    `${account}\nmodel Order {\n  id String @id\n  accountId String\n  account Account @relation(fields: [accountId], references: [id])\n  items Item[]\n}\nmodel Item {\n  id String @id\n  orderId String\n  order Order @relation(fields: [orderId], references: [id])\n  /// @data orders\n  text String\n}`,
    `${account}\n/// @subject account by accountId\nmodel Invoice {\n  id String @id\n  accountId String\n  /// @data payment.billing\n  amount Int\n}`,
    `${account}\nmodel Country {\n  id String @id\n  name String\n}`,
  ],
});
