import type { CompiledPolicy } from '@troth/compiler';
import type { Fact, InputFact } from '@troth/facts';
import { describe, expect, test } from 'vitest';

import { scan } from '../../scan.ts';
import { catalogue, northwind, policyOf, promises } from '../../testing/policies.ts';
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

describe('what a form takes in', () => {
  test.each(
    [
      'create update new edit save dto input schema form body',
      'request params data args props payload type command fields values',
    ].flatMap((line) => line.split(' ')),
  )('is about whom its container names, whatever it is for: `User`, `%s`', (word) => {
    expect(found(taken({ container: `user-${word}`, field: 'address' }))).toEqual([
      'collection.account: `address` is a postal address, which the policy does not declare',
    ]);
  });

  test('and is not about a person is left alone', () => {
    expect(found(taken({ container: 'TeamForm', field: 'address' }))).toEqual([]);
    expect(found(taken({ container: 'CreateUserDto', field: 'theme' }))).toEqual([]);
  });

  test('and the policy declares is left alone, also where it says so by a use or by keeping it', () => {
    expect(found(taken({ container: 'CreateUserDto', field: 'email' }))).toEqual([]);
    const log = taken({ container: 'CreateUserDto', field: 'fitnessLog' });
    expect(found(log, only('use.logs-only-for-coaching', 'collection.orders'))).toEqual([]);
    expect(found(log, only('collection.orders'))).toEqual([
      'collection.orders: `fitnessLog` is `fitness-log`, which no clause declares',
    ]);
  });
});

describe('a scope of sign-in', () => {
  const asked = (field: string): InputFact =>
    taken({ form: 'oauth-scope', container: 'google', field });
  const calendar = asked('https://www.googleapis.com/auth/calendar');

  test.each(['openid', 'email', 'profile'])(
    'that hands over what is declared is fine: %s',
    (one) => {
      expect(found(asked(one))).toEqual([]);
    },
  );

  test('that asks for more breaks the clause on what others hand over, where there is one', () => {
    const others: CompiledPolicy = policyOf({
      ...promises,
      'collection.sign-in': {
        verb: 'collect',
        data: ['account.email'],
        source: 'recipient',
        from: ['hosting'],
        purposes: [],
      },
    });
    const message =
      'the scope `https://www.googleapis.com/auth/calendar` asks the sign-in provider for more than the policy declares';

    expect(found(calendar, others)).toEqual([`collection.sign-in: ${message}`]);
    expect(found(calendar)).toEqual([`collection.account: ${message}`]);
  });
});

/** Northwind when it promises no more than this. */
function only(...ids: readonly string[]): CompiledPolicy {
  return { ...northwind, clauses: northwind.clauses.filter(({ id }) => ids.includes(id)) };
}

function taken(given: Partial<InputFact>): InputFact {
  return {
    kind: 'input',
    form: 'dto',
    container: 'Form',
    field: 'value',
    subject: 'Form.value',
    at: { file: 'src/form.ts', line: 1, column: 1, endLine: 1, endColumn: 2 },
    ...given,
  };
}

function found(fact: Fact, policy: CompiledPolicy = northwind): readonly string[] {
  return scan({ policy, facts: [fact], catalogue, waivers: [], today: '2026-11-23' })
    .findings.filter(({ rule }) => rule === 'collection/undeclared-data')
    .map(({ clause, message }) => `${clause}: ${message}`);
}

test('a user name beside a host and a port is the account of a server', () => {
  const fields = (...names: readonly string[]): readonly Fact[] =>
    names.map((field, index) => ({
      kind: 'input' as const,
      form: 'schema' as const,
      container: 'TransportSchema',
      field,
      subject: `TransportSchema.${field}`,
      at: { file: 'src/mail.ts', line: index + 1, column: 3, endLine: index + 1, endColumn: 9 },
    }));
  const found = (...names: readonly string[]): number =>
    scan({
      facts: fields(...names),
      policy: northwind,
      catalogue,
      waivers: [],
      today: '2026-11-23',
    }).findings.filter(
      ({ rule, message }) =>
        rule === 'collection/undeclared-data' && message.includes('`username`'),
    ).length;

  expect(found('username', 'email')).toBe(1);
  expect(found('username', 'host', 'port')).toBe(0);
});
