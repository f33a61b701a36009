import { testExamples, testRule } from '../../testing/test-rule.ts';
import { unclassifiedField } from './unclassified-field.ts';

testExamples(unclassifiedField);

testRule(unclassifiedField, {
  invalid: [
    {
      code: `model Customer {\n  /// @data none -- opaque key\n  id String @id\n  nickname String\n  visits Int\n}`,
      at: [
        [4, 3],
        [5, 3],
      ],
      clause: 'collection.account',
      says: 'it looks like `account.name`',
    },
    {
      code: `model Customer {\n  id String @id\n  email String\n}`,
      at: [3, 3],
      clause: 'collection.account',
    },
  ],
  valid: [
    `model Customer {\n  /// @data none -- opaque key\n  id String @id\n  /// @data account.email\n  email String\n}`,
    `model Team {\n  id String @id\n  size Int\n}`,
  ],
});
