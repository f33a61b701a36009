import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeDatabase, TEST_POSTGRES_URL } from './testing/real-postgres.ts';
import type { TestDatabase } from './testing/real-postgres.ts';
import { TestProcess } from './testing/test-process.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const LONG = 240_000;

let dataDir: string;
let running: TestProcess[];

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'troth-process-'));
  running = [];
});

afterEach(async () => {
  for (const one of running) await one.end('SIGKILL');
  rmSync(dataDir, { recursive: true, force: true });
});

async function serve(database: TestDatabase | undefined): Promise<TestProcess> {
  const url = database === undefined ? {} : { DATABASE_URL: database.url };
  const started = await TestProcess.serving({ DATA_DIR: dataDir, ...url });
  running.push(started);
  return started;
}

const closed = () => ({
  id: 'closed-1',
  type: 'account.closed',
  at: new Date(Date.now() - 100 * 86_400_000).toISOString(),
  subject: { id: 'u-1001' },
});

interface DryRun {
  readonly erasures: readonly {
    readonly steps: readonly { readonly store: string; readonly wouldErase: number }[];
  }[];
}

interface Erasures {
  readonly erasures: readonly {
    readonly id: string;
    readonly status: string;
    readonly stores: readonly {
      readonly store: string;
      readonly erased: number;
      readonly retained: readonly { readonly target: string; readonly until: string }[];
    }[];
  }[];
}

/** Store by store what is there before the run, as the stores themselves count it. */
function wanted(dryRun: DryRun): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { store, wouldErase } of dryRun.erasures.flatMap(({ steps }) => steps)) {
    counts[store] = (counts[store] ?? 0) + wouldErase;
  }
  return counts;
}

function erased({ erasures }: Erasures): Record<string, number> {
  const stores = erasures.flatMap((erasure) => erasure.stores);
  return Object.fromEntries(stores.map((store) => [store.store, store.erased]));
}

/** What is left in the example's database, read when nobody else has it open. */
async function left(sql: string): Promise<readonly unknown[]> {
  const database = await PGlite.create(join(dataDir, 'stores', 'database'));
  const { rows } = await database.query(sql);
  await database.close();
  return rows;
}

const DATABASES: readonly [string, string | undefined][] = [
  ['the embedded database', undefined],
  ...(TEST_POSTGRES_URL === undefined
    ? []
    : [['a real PostgreSQL', TEST_POSTGRES_URL] satisfies [string, string]]),
];

test.each(DATABASES)(
  'killed in the middle of an erasure on %s, the next start finishes it and the receipt counts everything once',
  { timeout: LONG },
  async (_name, server) => {
    const database = server === undefined ? undefined : await makeDatabase(server);
    const first = await serve(database);
    await first.call('POST', '/v1/events', closed());
    const before = (await first.call('POST', '/v1/erasures/run', { dryRun: true })) as DryRun;
    const objects = join(dataDir, 'buckets', bucketName(), 'accounts', 'u-1001', 'snapshots');

    // The run's answer never comes: the process is killed as soon as the first objects are gone.
    const run = first.call('POST', '/v1/erasures/run', {}).catch(() => undefined);
    await expect.poll(() => existsSync(objects), { interval: 1, timeout: LONG }).toBe(false);
    await first.end('SIGKILL');
    await run;
    const second = await serve(database);
    await second.call('POST', '/v1/erasures/run', {});
    const after = (await second.call('GET', '/v1/erasures?subject=u-1001')) as Erasures;
    const again = (await second.call('POST', '/v1/erasures/run', {})) as Erasures;
    const url = `/v1/erasures/${after.erasures[0]?.id}/receipt`;
    const receipts = [await second.call('GET', url), await second.call('GET', url)];
    await second.end('SIGTERM');
    await database?.drop();

    expect(after.erasures.map(({ status }) => status)).toEqual(['done']);
    expect(erased(after)).toEqual(wanted(before));
    expect(again.erasures).toEqual([]);
    expect(receipts[0]).toEqual(receipts[1]);
    expect(JSON.stringify(receipts)).not.toContain('u-1001');
    const retained = after.erasures.flatMap(({ stores }) => stores.flatMap((one) => one.retained));
    expect(retained.map(({ target }) => target)).toContain('Invoice');
    expect(await left(`SELECT id FROM "Account" ORDER BY id`)).toEqual([
      { id: 'u-1002' },
      { id: 'u-1003' },
    ]);
    expect(await left(`SELECT id FROM "Invoice"`)).not.toEqual([]);
    expect(existsSync(objects.replace('u-1001', 'u-1002'))).toBe(true);
  },
);

test('a policy that does not compile ends the start with its diagnostics', async () => {
  const policy = join(dataDir, 'policy');
  cpSync(join(ROOT, 'policy'), policy, { recursive: true });
  const file = join(policy, 'clauses', 'retention.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replace('within: 30 days', 'within: 30 dayz'));

  const { code, output } = await TestProcess.ending({ DATA_DIR: dataDir, POLICY_DIR: policy });

  expect(code).toBe(1);
  expect(output).toContain('`30 dayz` is not a duration');
  expect(output).toContain('retention.yaml:');
  expect(output).not.toContain('troth serves on');
});

test('wrong settings end the start, each named', async () => {
  const { code, output } = await TestProcess.ending({
    DATA_DIR: dataDir,
    PORT: 'http',
    HOST: '0.0.0.0',
  });

  expect(code).toBe(2);
  expect(output).toContain('PORT: ');
  expect(output).toContain('HOST: ');
});

/** As the example's data map calls it. */
function bucketName(): string {
  const map = readFileSync(join(ROOT, 'examples', 'platform', 'data-map', 'stores.yaml'), 'utf8');
  return /bucket: (\S+)/.exec(map)?.[1] ?? '';
}
