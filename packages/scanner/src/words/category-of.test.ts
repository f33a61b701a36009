import type { ModelFact } from '@troth/facts';
import { describe, expect, test } from 'vitest';

import { contextOf } from '../context.ts';
import { catalogue, northwind } from '../testing/policies.ts';
import { meaningOfPath } from './category-of.ts';
import type { Words } from './category-of.ts';

const words: Words = contextOf({ policy: northwind, facts: [], catalogue }).words;

function meaning(path: string): string {
  const found = meaningOfPath(path.split('.'), undefined, words);
  switch (found.kind) {
    case 'category':
      return found.categories.join(', ');
    case 'undeclared':
      return found.name;
    case 'nothing':
      return '-';
  }
}

describe('names in code', () => {
  test.each([
    ['user.email', 'account.email'],
    ['user.name', 'account.name'],
    ['session.user.name', 'account.name'],
    ['ownerEmail', 'account.email'],
    ['customer_full_name', 'account.name'],
    ['firstName', 'account.name'],
    ['req.ipAddress', 'device.ip'],
    ['patient.dateOfBirth', 'a date of birth'],
    ['customer.phone', 'a telephone number'],
    ['currentUser', 'the record of a person'],
    ['loaderData.patients', 'the record of a person'],
  ])('%s is %s', (path, expected) => {
    expect(meaning(path)).toBe(expected);
  });

  test.each([
    'team.name',
    'file.name',
    'user.id',
    'emails.length',
    'user.emailVerified',
    'hashedEmail',
    'emailTemplate',
    'server.address',
    'emailSent',
    'product.title',
    'deletedUsers',
    'config.username',
    'result.userCount',
  ])('%s is not personal data', (path) => {
    expect(meaning(path)).toBe('-');
  });

  test('the annotation of a model beats the name of its field', () => {
    const at = { file: 'schema.prisma', line: 1, column: 1, endLine: 1, endColumn: 2 };
    const field = { column: 'c', type: 'String', nullable: false, at };
    const models: readonly ModelFact[] = [
      {
        kind: 'model',
        at,
        subject: 'model Office',
        model: 'Office',
        table: 'Office',
        primaryKey: ['id'],
        relations: [],
        fields: [
          { ...field, name: 'email', data: [], none: 'the office has one address' },
          { ...field, name: 'head', data: ['account.name'] },
        ],
      },
    ];

    const withOffice = contextOf({ policy: northwind, facts: models, catalogue }).words;

    expect(meaningOfPath(['o', 'email'], 'Office', withOffice)).toEqual({
      kind: 'nothing',
    });
    expect(meaningOfPath(['office', 'head'], undefined, withOffice)).toEqual({
      kind: 'category',
      categories: ['account.name'],
    });
  });
});
