import { testExamples, testRule } from '../../testing/test-rule.ts';
import { undeclaredData } from './undeclared-data.ts';

testExamples(undeclaredData);

testRule(undeclaredData, {
  invalid: [
    {
      code: `model Customer {\n  id String @id\n  phone String?\n}`,
      at: [3, 3],
      clause: 'collection.account',
      says: 'a telephone number',
    },
    {
      code: `model Customer {\n  id String @id\n  /// @data training-plan\n  plan Json\n}`,
      at: [4, 3],
      clause: 'collection.account',
      says: '`training-plan`',
    },
    {
      code: `model Customer {\n  id String @id\n  /// @data account.emial\n  email String\n}`,
      at: [4, 3],
      clause: 'collection.account',
      says: '`account.emial`',
    },
    {
      language: 'ts',
      code: '',
      facts: [
        {
          kind: 'input',
          form: 'oauth-scope',
          container: 'google',
          field: 'https://www.googleapis.com/auth/calendar',
          subject: 'google calendar',
          at: { file: 'src/auth.ts', line: 4, column: 9, endLine: 4, endColumn: 20 },
        },
      ],
      at: [4, 9],
      clause: 'collection.account',
    },
    {
      language: 'ts',
      code: '',
      facts: [
        {
          kind: 'input',
          form: 'dto',
          container: 'CreateUserDto',
          field: 'dateOfBirth',
          subject: 'CreateUserDto.dateOfBirth',
          at: { file: 'src/dto.ts', line: 2, column: 3, endLine: 2, endColumn: 14 },
        },
      ],
      at: [2, 3],
      clause: 'collection.account',
    },
  ],
  valid: [
    `model Customer {\n  id String @id\n  email String\n  name String\n}`,
    `model Team {\n  id String @id\n  name String\n  address String\n}`,
    `model Customer {\n  id String @id\n  /// @data none -- the office's own line\n  phone String\n}`,
    `model Customer {\n  id String @id\n  emailVerified Boolean\n}`,
  ],
});
