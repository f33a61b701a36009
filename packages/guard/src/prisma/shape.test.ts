import type { Model } from '@troth/envelope';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dataMap } from '../testing/bundles.ts';
import { shapeOf } from './shape.ts';
import { classified, touchedBy } from './touched.ts';

function model(name: string, table: string, fields: Readonly<Record<string, string>>): Model {
  const all = Object.entries(fields).map(([field, relation]) => ({
    name: field,
    column: field,
    ...(relation !== '' && { relation }),
  }));
  return { name, table, fields: new Map(all.map((field) => [field.name, field])) };
}

const classes = classified(
  new Map(
    [
      model('Person', 'Person', { id: '', email: '', name: '', orders: 'Order' }),
      model('Order', 'orders', { id: '', what: '', person: 'Person' }),
      model('Odd', 'Person', { id: '', select: '', data: '', name: '' }),
    ].map((one) => [one.name, one]),
  ),
  dataMap,
);

const WORDS = ['id', 'email', 'name', 'what', 'orders', 'person', 'select', 'include', 'omit'];
const MORE = ['where', 'data', 'create', 'update', 'connect', 'some', 'AND', 'OR', 'orderBy', 'by'];
const key = fc.constantFrom(...WORDS, ...MORE, '_count', 'distinct', 'set', 'take');
const LEAVES = [true, false, undefined, null, 'email', 'name', 'a text', 7] as const;
const leaf = fc.nat({ max: LEAVES.length - 1 });
const { args } = fc.letrec((tie) => ({
  args: fc.dictionary(key, tie('value'), { minKeys: 1, maxKeys: 3 }),
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    tie('args'),
    fc.array(tie('value'), { maxLength: 2 }),
  ),
}));

/** As programs write them: what is chosen, and by what rows are picked. */
const field = fc.constantFrom('id', 'email', 'name', 'what', 'orders', 'person');
const { query } = fc.letrec((tie) => ({
  choice: fc.dictionary(field, fc.oneof({ depthSize: 'small' }, leaf, tie('query')), {
    minKeys: 1,
    maxKeys: 2,
  }),
  query: fc.record(
    {
      select: tie('choice'),
      include: tie('choice'),
      omit: tie('choice'),
      where: tie('choice'),
      distinct: fc.array(leaf, { minLength: 1, maxLength: 2 }),
    },
    { requiredKeys: [] },
  ),
}));

/** The same keys with other values: each place is moved on by some steps. */
function filled(part: unknown, steps: readonly number[], place = { next: 0 }): unknown {
  if (typeof part === 'number') {
    const step = steps[place.next % steps.length] ?? 0;
    place.next += 1;
    return LEAVES[(part + step) % LEAVES.length];
  }
  if (Array.isArray(part)) return part.map((one) => filled(one, steps, place));
  const entries = Object.entries(part ?? {});
  return Object.fromEntries(entries.map(([name, one]) => [name, filled(one, steps, place)]));
}

function touched(name: string, operation: string, asked: unknown) {
  const { read, written, unclassified } = touchedBy(name, operation, asked, classes);
  return {
    read: [...read].toSorted(),
    written: [...written].toSorted(),
    unclassified: [...new Set(unclassified)].toSorted(),
  };
}

test('two queries of one shape touch the same columns, whatever their values', () => {
  let compared = 0;
  fc.assert(
    fc.property(
      fc.constantFrom('Person', 'Order', 'Odd'),
      fc.constantFrom('findMany', 'count', 'update'),
      fc.oneof(args, query),
      fc.array(leaf, { minLength: 1, maxLength: 4 }),
      (name, operation, keys, steps) => {
        const [one, other] = [filled(keys, [0]), filled(keys, steps)];
        const shape = shapeOf(name, one, classes);
        if (shape === undefined || shape !== shapeOf(name, other, classes)) return;
        compared += 1;
        expect(touched(name, operation, one)).toEqual(touched(name, operation, other));
      },
    ),
    { numRuns: 20_000, seed: 6 },
  );
  expect(compared).toBeGreaterThan(1000);
});

test.each([
  ['values', { where: { email: 'ada@example.test', name: 'Ada' }, take: 5 }],
  ['a list of values', { where: { id: { in: ['ada@example.test', 'b'] } } }],
  ['the content of a column', { data: { name: { 'ada@example.test': 1 } } }],
  ['a text where a column could stand', { distinct: ['ada@example.test'] }],
])('a shape holds no %s', (_, asked) => {
  expect(shapeOf('Person', asked, classes)).not.toMatch(/ada|Ada|5/);
});

test.each([
  ['a key that could pass for the text around it', 'Person', { where: { 'id:.}': 1 } }],
  ['a column that is called like an argument', 'Odd', { data: { select: 'a' } }],
  ['a model that nobody knows', 'Unheard', {}],
])('%s has no shape, and is worked out each time', (_, name, asked) => {
  expect(shapeOf(name, asked, classes)).toBeUndefined();
});
