import type { DatabaseStore, Table } from '@troth/compiler';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { heldBy } from './holds.ts';
import type { ErasurePlan, ErasureStep } from './plan.ts';
import { planErasure } from './plan-erasure.ts';
import { planRelease } from './plan-release.ts';
import { recordsOf, statusOf } from './status.ts';
import {
  ALBUM,
  closed,
  column,
  database,
  dataMap,
  deleted,
  key,
  log,
  MAILER,
  nullable,
  PHOTO,
  PICTURES,
  policy,
  table,
  USER,
} from './testing/northwind.ts';

describe('a closed account', () => {
  test('goes children first, objects before the rows that name them, and nothing is left unnamed', () => {
    const map = dataMap(database(USER, ALBUM, PHOTO), PICTURES, log(30), MAILER);

    const plan = only(planErasure(policy(), [map], closed()));

    expect(plan.errors).toEqual([]);
    expect(plan.uncovered).toEqual([]);
    expect(plan.steps.map(briefly)).toEqual([
      '1 objects northwind-pictures accounts/u1/ and 1 column',
      '2 processor parcelpost',
      '3 expiry until 2026-03-31T10:00:00.000Z',
      '4 rows Photo by albumId>Album ownerId = u1 after 1',
      '5 rows Album by ownerId = u1 after 1,4',
      '6 rows User by id = u1 after 5',
    ]);
  });
});

describe('what a law keeps', () => {
  const order = (onDelete: 'restrict' | 'set-null'): Table =>
    table('Order', {
      columns: [column('id'), column('buyer'), nullable('userId'), column('total', 'orders')],
      foreignKeys: [key('userId', 'User', onDelete)],
      subjectColumn: 'buyer',
    });

  test('stays with its law and its end, and goes when the law ends', () => {
    const map = dataMap(database(USER, order('set-null')));
    const plan = only(planErasure(policy(), [map], closed()));
    const [release] = planRelease(policy(), [map], closed(), plan);

    expect(plan.errors).toEqual([]);
    expect(plan.steps.map(briefly)).toEqual(['1 rows User by id = u1']);
    expect(plan.retained).toMatchObject([
      {
        target: 'Order',
        obligation: 'tax',
        basis: 'Example Tax Code, section 7',
        until: '2033-03-01T10:00:00.000Z',
      },
    ]);
    expect(release?.due).toBe('2033-03-01T10:00:00.000Z');
    expect(release?.steps.map(({ kind, store }) => [kind, store])).toContainEqual(['rows', 'main']);
  });

  test('may not be tied to a row that goes: nothing is erased and both tables are named', () => {
    const plan = only(
      planErasure(policy(), [dataMap(database(USER, order('restrict')))], closed()),
    );

    expect(plan.steps).toEqual([]);
    expect(plan.errors.map(({ code }) => code)).toEqual(['retained-tied']);
    expect(plan.errors[0]?.message).toMatch(/`Order`.*`User`/u);
  });
});

test('a deleted album takes its photos by key and never the account below the same prefix', () => {
  const plan = only(
    planErasure(policy(), [dataMap(database(USER, ALBUM, PHOTO), PICTURES)], deleted()),
  );

  expect(plan.errors).toEqual([]);
  expect(plan.uncovered).toEqual([]);
  expect(plan.steps.map(({ kind }) => kind)).toEqual(['objects', 'rows', 'rows']);
  expect(plan.steps[0]).not.toHaveProperty('prefix');
  expect(plan.steps.map(briefly).join()).not.toContain('rows User');
});

test('a table nobody can follow to the subject is named, not skipped', () => {
  const lost = table('Lost', { columns: [column('id'), column('name', 'account.name')] });
  const plan = only(planErasure(policy(), [dataMap(database(USER, lost))], closed()));

  expect(plan.uncovered).toEqual([
    '`main.Lost` holds account.name and no foreign key leads from it to the subject',
  ]);
  expect(statusOf(recordsOf(plan), new Date('2026-03-01T10:00:00Z'))).toBe('blocked');
});

test('a log that forgets later than promised is named', () => {
  const plan = only(planErasure(policy(), [dataMap(database(USER), log(91))], closed()));

  expect(plan.uncovered).toHaveLength(1);
  expect(plan.uncovered[0]).toContain('access-log');
});

test.each(['a/b', '..', '', 'a*', 'a\u0000'])('the id `%s` reaches no object and no row', (id) => {
  const plan = only(
    planErasure(policy(), [dataMap(database(USER, ALBUM, PHOTO), PICTURES)], closed(id)),
  );

  expect(plan.steps).toEqual([]);
  expect(plan.errors.map(({ code }) => code)).toContain('unsafe-id');
});

test('a ring of keys that none opens is refused before any delete, an optional key opens it', () => {
  const ring = (isOpen: 'open' | 'shut'): DatabaseStore =>
    database(
      USER,
      table('A', {
        columns: [
          column('id'),
          column('userId'),
          isOpen === 'open' ? nullable('b') : column('b'),
          column('n', 'visits'),
        ],
        foreignKeys: [key('b', 'B')],
        subjectColumn: 'userId',
      }),
      table('B', {
        columns: [column('id'), column('userId'), column('a'), column('n', 'visits')],
        foreignKeys: [key('a', 'A')],
        subjectColumn: 'userId',
      }),
    );

  const open = only(planErasure(policy(), [dataMap(ring('open'))], closed()));
  const shut = only(planErasure(policy(), [dataMap(ring('shut'))], closed()));

  expect(open.errors).toEqual([]);
  expect(open.steps.some((step) => step.kind === 'columns' && step.table === 'A')).toBe(true);
  expect(shut.errors.map(({ code }) => code)).toContain('cycle');
  expect(shut.steps).toEqual([]);
});

test('the same event gives the same plan, and a step waits only for steps before it', () => {
  const map = dataMap(database(PHOTO, USER, ALBUM), PICTURES, log(30), MAILER);
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z0-9-]{1,12}$/u), (id) => {
      const plan = only(planErasure(policy(), [map], closed(id)));
      expect(planErasure(policy(), [map], closed(id))).toEqual([plan]);
      for (const step of plan.steps) {
        expect(step.after.every((order) => order < step.order)).toBe(true);
        const reached = step.kind === 'objects' ? step.prefix : 'elsewhere/';
        expect(`accounts/${id}0/x`.startsWith(reached ?? '')).toBe(false);
      }
    }),
  );
});

test('a hold on a part of the data stops the step, and its release puts nothing in its place', () => {
  const [step] = only(planErasure(policy(), [dataMap(database(USER), MAILER)], closed())).steps;
  const { vocabulary } = policy();
  const holds = [
    { id: 'case-1', scope: { subject: 'u1', categories: ['account'] } },
    { id: 'case-2', scope: {}, releasedAt: '2026-03-02T00:00:00Z' },
    { id: 'case-3', scope: { subject: 'u10' } },
  ];

  expect(step && heldBy(step, holds, vocabulary).map(({ id }) => id)).toEqual(['case-1']);
});

function only(plans: readonly ErasurePlan[]): ErasurePlan {
  const [plan, ...more] = plans;
  if (plan === undefined || more.length > 0) throw new Error(`${plans.length} plans, wanted one`);
  return plan;
}

function briefly(step: ErasureStep): string {
  const after = step.after.length === 0 ? '' : ` after ${step.after.join(',')}`;
  switch (step.kind) {
    case 'rows':
      return `${step.order} rows ${step.table} by ${way(step.match)}${after}`;
    case 'columns':
      return `${step.order} columns ${step.table}(${step.columns.join(',')}) by ${way(step.match)}${after}`;
    case 'objects':
      return `${step.order} objects ${step.bucket} ${step.prefix ?? '-'} and ${step.keys.length} column${after}`;
    case 'processor':
      return `${step.order} processor ${step.recipient}${after}`;
    case 'expiry':
      return `${step.order} expiry until ${step.until}${after}`;
  }
}

function way(match: {
  path: readonly { columns: readonly string[]; table: string }[];
  column: string;
  value: string;
}): string {
  return [
    ...match.path.map((hop) => `${hop.columns.join('+')}>${hop.table}`),
    `${match.column} = ${match.value}`,
  ].join(' ');
}
