import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';

import { Guard, within } from '@troth/guard';

import { Database } from '../foundation/database.ts';
import { Outgoing } from '../foundation/outgoing.ts';
import { startPlatform } from '../testing/platform.ts';
import type { TestPlatform } from '../testing/platform.ts';

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startPlatform();
  await platform.signUp('Ada Marsh', 'ada@example.test');
});
afterAll(() => platform.stop());
beforeEach(() => {
  platform.denials.length = 0;
});

const job = { where: 'a job' };

test('a query for a purpose that the policy does not give the data for is refused, by its clause', async () => {
  const database = platform.get(Database);
  const addresses = platform
    .get(Guard)
    .for('improve-service', job, () => database.account.findMany({ select: { email: true } }));

  await expect(addresses).rejects.toThrow('purpose/undeclared-use');
  expect(platform.denials).toMatchObject([
    { rule: 'purpose/undeclared-use', where: 'Account.findMany', mode: 'enforce' },
  ]);
});

test('personal data without a purpose is out of reach, what is about nobody is not', async () => {
  const database = platform.get(Database);

  await expect(database.account.findFirst()).rejects.toThrow('purpose/undecided-access');
  expect(await database.account.count({ where: { closedAt: null } })).toBe(1);
});

test('a filter, an order and a nested row count as a use of what they speak of', async () => {
  const database = platform.get(Database);
  const guard = platform.get(Guard);
  const forDiagnosis = (work: () => Promise<unknown>) => guard.for('diagnostics', job, work);

  const asked = [
    () => database.account.count({ where: { email: 'ada@example.test' } }),
    () => database.account.findMany({ select: { id: true }, orderBy: { name: 'asc' } }),
    () => database.run.findMany({ select: { account: { select: { name: true } } } }),
    () => database.run.count({ where: { account: { is: { name: 'Ada Marsh' } } } }),
    () => database.account.groupBy({ by: ['name'] }),
    () => database.run.aggregate({ _max: { startedAt: true } }),
  ];

  for (const ask of asked)
    await expect(forDiagnosis(ask)).rejects.toThrow('purpose/undeclared-use');
  const ids = await forDiagnosis(() => database.account.findMany({ select: { id: true } }));
  expect(ids).toHaveLength(1);
});

test('writing what nobody declared for the purpose is refused', async () => {
  const database = platform.get(Database);
  const data = { name: 'Bo', email: 'bo@example.test' };

  const write = platform
    .get(Guard)
    .for('diagnostics', job, () => database.account.create({ data, select: { id: true } }));

  await expect(write).rejects.toThrow('collection/undeclared-data');
  expect(await platform.database.account.count()).toBe(1);
});

test('raw SQL runs only for data that the code names, and then for the purpose', async () => {
  const database = platform.get(Database);
  const guard = platform.get(Guard);
  const raw = () => database.$queryRaw`SELECT email FROM "Account"`;

  await expect(guard.for('provide-service', job, raw)).rejects.toThrow('within({ holding }');
  const named = guard.for('provide-service', job, () =>
    within({ holding: ['account.email'] }, raw),
  );
  const wrong = guard.for('improve-service', job, () =>
    within({ holding: ['account.email'] }, raw),
  );

  expect(await named).toEqual([{ email: 'ada@example.test' }]);
  await expect(wrong).rejects.toThrow('purpose/undeclared-use');
});

test('a transaction is under the same rules', async () => {
  const database = platform.get(Database);
  const guard = platform.get(Guard);

  const mixed = guard.for('diagnostics', job, () =>
    database.$transaction(async (transaction) => transaction.account.findMany()),
  );

  await expect(mixed).rejects.toThrow('purpose/undeclared-use');
});

test('a value that was read is known again where it is about to leave', async () => {
  const database = platform.get(Database);
  const outgoing = platform.get(Outgoing);

  const sending = platform.get(Guard).for('provide-service', job, async () => {
    const { name } = await database.account.findFirstOrThrow({ select: { name: true } });
    await outgoing.fetch('https://api.stripe.com/v1/refunds', {
      body: JSON.stringify({ m: name }),
    });
  });

  await expect(sending).rejects.toThrow('purpose/undeclared-use');
  const elsewhere = platform
    .get(Guard)
    .for('provide-service', job, () => outgoing.fetch('https://hooks.elsewhere.test/'));
  await expect(elsewhere).rejects.toThrow('sharing/undeclared-recipient');
});

test('a masked read shows that there is a value, and no value', async () => {
  const database = platform.get(Database) as Database & MaskedReads;

  const rows = await platform
    .get(Guard)
    .for('provide-service', job, () =>
      database.account.findManyMasked({ select: { email: true, createdAt: true } }),
    );

  expect(rows).toMatchObject([{ email: '•••', createdAt: expect.any(Date) as Date }]);
});

interface MaskedReads {
  readonly account: { findManyMasked(args: object): Promise<readonly object[]> };
}
