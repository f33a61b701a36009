import { expect, test } from 'vitest';
import { columnSites } from './data-places.ts';
import { trothJson } from './testing/run-troth.ts';

const model = 'model Parcel {\n  id String @id\n  /// @data orders\n  label String\n}\n';

test('a column is found where its schema declares it', () => {
  const sites = columnSites([{ path: 'shop/schema.prisma', text: model }]);

  expect(sites.get('Parcel.label')).toEqual({ file: 'shop/schema.prisma', line: 4, column: 3 });
});

test('a column that two applications declare is told of neither', () => {
  const sites = columnSites([
    { path: 'shop/schema.prisma', text: model },
    { path: 'depot/schema.prisma', text: model },
  ]);

  expect(sites.get('Parcel.label')).toBeUndefined();
});

test('a promise about an account names the columns that hold it, and none that holds something else', async () => {
  const run = await trothJson(['explain', 'rights.update']);

  expect(run.json).toMatchObject({
    places: expect.arrayContaining([
      {
        application: 'platform',
        store: 'database',
        place: 'Account.email',
        data: ['account.email'],
        at: { file: 'examples/platform/prisma/schema.prisma', line: 23, column: 3 },
      },
    ]) as unknown,
  });
  expect(run.out).not.toContain('"training.');
});
