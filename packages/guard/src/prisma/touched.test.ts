import type { Model } from '@troth/envelope';
import { describe, expect, test } from 'vitest';
import { dataMap } from '../testing/bundles.ts';
import { classified, touchedBy } from './touched.ts';

function model(name: string, table: string, fields: Readonly<Record<string, string>>): Model {
  const all = Object.entries(fields).map(([field, relation]) => ({
    name: field,
    column: field,
    ...(relation !== '' && { relation }),
  }));
  return { name, table, fields: new Map(all.map((field) => [field.name, field])) };
}

const models = new Map(
  [
    model('Person', 'Person', { id: '', email: '', name: '', plan: '', orders: 'Order' }),
    model('Order', 'orders', { id: '', personId: '', what: '', person: 'Person' }),
    model('Moody', 'Person', { id: '', mood: '' }),
    model('Elsewhere', 'elsewhere', { id: '' }),
  ].map((one) => [one.name, one]),
);
const classes = classified(models, dataMap);

function touched(name: string, operation: string, args: unknown) {
  const { read, written, unclassified } = touchedBy(name, operation, args, classes);
  return { read: [...read].toSorted(), written: [...written].toSorted(), unclassified };
}

const all = ['account.email', 'account.name'];

describe('reads', () => {
  test.each([
    ['every column when nothing is chosen', 'findMany', {}, all],
    ['no arguments at all', 'findFirst', undefined, all],
    ['what is chosen', 'findMany', { select: { email: true, name: false } }, ['account.email']],
    ['what is not left out', 'findMany', { omit: { email: true } }, ['account.name']],
    ['nothing personal', 'findMany', { select: { id: true, plan: true } }, []],
    ['rows beside', 'findMany', { select: { orders: true } }, ['orders']],
    [
      'rows beside rows beside',
      'findMany',
      { select: { orders: { select: { person: { select: { name: true } } } } } },
      ['account.name'],
    ],
    [
      'a filter of rows beside',
      'findMany',
      { select: { orders: { select: { id: true }, where: { what: 'tea' } } } },
      ['orders'],
    ],
    [
      'a filter of counted rows',
      'findMany',
      { select: { _count: { select: { orders: { where: { what: 'tea' } } } } } },
      ['orders'],
    ],
    ['a filter', 'count', { where: { email: 'a' } }, ['account.email']],
    ['a filter inside', 'count', { where: { OR: [{ NOT: { name: 'a' } }] } }, ['account.name']],
    ['a filter through rows', 'count', { where: { orders: { some: { what: 'a' } } } }, ['orders']],
    [
      'a compound key',
      'count',
      { where: { plan_email: { plan: 'a', email: 'b' } } },
      ['account.email'],
    ],
    [
      'an order',
      'findMany',
      { select: { id: true }, orderBy: [{ name: 'asc' }] },
      ['account.name'],
    ],
    [
      'an order by likeness',
      'count',
      { orderBy: { _relevance: { fields: ['name'] } } },
      ['account.name'],
    ],
    ['groups', 'groupBy', { by: ['name'], having: { email: { _count: 1 } } }, all],
    ['groups alone', 'groupBy', { by: ['email'] }, ['account.email']],
    ['what makes rows distinct', 'count', { distinct: ['name'] }, ['account.name']],
    ['where a page begins', 'count', { cursor: { email: 'a' } }, ['account.email']],
    ['the largest', 'aggregate', { _max: { email: true } }, ['account.email']],
    ['the least', 'aggregate', { _min: { email: true } }, ['account.email']],
    ['the mean', 'aggregate', { _avg: { email: true } }, ['account.email']],
    ['the sum', 'aggregate', { _sum: { email: true } }, ['account.email']],
    [
      'a filter of rows counted beside',
      'findMany',
      {
        omit: { email: true, name: true },
        include: { _count: { select: { orders: { where: { what: 'tea' } } } } },
      },
      ['orders'],
    ],
    ['what a deletion gives back', 'delete', { where: { id: 'a' } }, all],
    ['nothing by deleting many', 'deleteMany', { where: { id: 'a' } }, []],
  ])('%s', (_, operation, args, read) => {
    expect(touched('Person', operation, args)).toEqual({ read, written: [], unclassified: [] });
  });
});

describe('writes', () => {
  const quiet = { select: { id: true } };
  test.each([
    ['a row', 'create', { data: { email: 'a', plan: 'b' }, ...quiet }, ['account.email']],
    ['many rows', 'createMany', { data: [{ plan: 'b' }, { name: 'a' }] }, ['account.name']],
    [
      'a row beside',
      'create',
      { data: { orders: { create: { what: 'a' } } }, ...quiet },
      ['orders'],
    ],
    [
      'many rows beside',
      'update',
      { data: { orders: { createMany: { data: [{ what: 'a' }] } } }, ...quiet },
      ['orders'],
    ],
    [
      'a change beside',
      'update',
      { data: { orders: { update: { where: { id: 'a' }, data: { what: 'a' } } } }, ...quiet },
      ['orders'],
    ],
    ['either half', 'upsert', { create: { name: 'a' }, update: { email: 'b' }, ...quiet }, all],
    ['a value in an operation', 'updateMany', { data: { name: { set: 'a' } } }, ['account.name']],
  ])('%s', (_, operation, args, written) => {
    expect(touched('Person', operation, args)).toEqual({ read: [], written, unclassified: [] });
  });

  const picked = { what: 'tea' };
  test.each([
    ['connect', picked],
    ['disconnect', picked],
    ['set', [picked]],
    ['delete', picked],
    ['deleteMany', [picked]],
    ['update', { where: picked, data: { id: 'a' } }],
    ['upsert', { where: picked, create: { id: 'a' }, update: { id: 'a' } }],
  ])('picking a row beside reads what it is picked by: %s', (operation, part) => {
    const data = { orders: { [operation]: part } };

    expect(touched('Person', 'update', { data, ...quiet })).toMatchObject({
      read: ['orders'],
      written: [],
    });
  });

  test('what is put into a row beside is written, beside what the row is picked by', () => {
    const data = { person: { update: { where: { name: 'a' }, data: { email: 'b' } } } };

    expect(touched('Order', 'update', { data, ...quiet })).toMatchObject({
      read: ['account.name'],
      written: ['account.email'],
    });
  });
});

test('a column of which nobody has said what it is, and a table that no map knows, are named', () => {
  expect(touched('Moody', 'findMany', {}).unclassified).toEqual(['Moody.mood']);
  expect(touched('Elsewhere', 'findMany', {}).unclassified).toEqual(['Elsewhere.id']);
  expect(touched('Unheard', 'findMany', {}).unclassified).toEqual(['Unheard']);
});

test('without a data map every column is one of which nobody has said what it is', () => {
  const unmapped = classified(models, undefined);

  expect(touchedBy('Person', 'findMany', {}, unmapped).unclassified).toHaveLength(4);
});
