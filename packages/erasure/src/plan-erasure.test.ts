import { describe, expect, test } from 'vitest';
import type { ErasurePlan, ErasureStep } from './plan.ts';
import { planErasure } from './plan-erasure.ts';
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
  plain,
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
