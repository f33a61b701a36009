import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { PrismaPg } from '@prisma/adapter-pg';
import { guardedQueries, type Guard } from '@troth/guard';
import pg from 'pg';
import { PrismaPGlite } from 'pglite-prisma-adapter';
import { benchGuard } from './guard.ts';

const SLICES = 400;
const WARM_UP = 40;
/** Reads of one client before it is another's turn. */
const READS = 10;
const ROWS = 100;

interface Client {
  readonly person: { findMany(args: { readonly take: number }): Promise<readonly object[]> };
  $extends(extension: unknown): Client;
  $disconnect(): Promise<void>;
}

const TABLE = `DROP TABLE IF EXISTS "Person"; CREATE TABLE "Person" (id text PRIMARY KEY, name text NOT NULL,
  email text NOT NULL, city text NOT NULL, note text NOT NULL, visits int NOT NULL,
  "createdAt" timestamp(3) NOT NULL, "isActive" boolean NOT NULL);
INSERT INTO "Person" SELECT 'p' || n, 'Person ' || n, 'person' || n || '@example.test', 'City ' || n % 17,
  repeat('a note ', 6) || n, n % 100, now(), n % 2 = 0 FROM generate_series(1, ${ROWS}) n;`;

const nothing = {
  query: {
    $allOperations: ({ args, query }: { args: unknown; query: (args: unknown) => unknown }) =>
      query(args),
  },
};

const { PrismaClient } = await generatedClient();
const machine = cpus();
console.log(`Node ${process.version}, ${machine.length} x ${machine[0]?.model ?? 'unknown'}`);
console.log('database    plain ms         empty extension                 guarded');
const guard = await benchGuard();
const embedded = await PGlite.create();
await embedded.exec(TABLE);
await measure('PGlite', new PrismaClient({ adapter: new PrismaPGlite(embedded) }), guard);
await embedded.close();
const url = process.env['TEST_POSTGRES_URL'];
if (url === undefined) console.log('PostgreSQL  skipped: TEST_POSTGRES_URL is not set');
else await measureReal(url);
guard.stop();

async function measureReal(connectionString: string): Promise<void> {
  const options = '-c search_path=troth_bench_guard';
  const pool = new pg.Pool({ connectionString, options });
  await pool.query(
    'DROP SCHEMA IF EXISTS troth_bench_guard CASCADE; CREATE SCHEMA troth_bench_guard',
  );
  await pool.query(TABLE);
  const adapter = new PrismaPg({ connectionString, options }, { schema: 'troth_bench_guard' });
  await measure('PostgreSQL', new PrismaClient({ adapter }), guard);
  await pool.query('DROP SCHEMA troth_bench_guard CASCADE');
  await pool.end();
}

/**
 * Plain, through an extension that does nothing, and guarded, slice after slice and each first in turn,
 * so that a busy machine hits all alike. Of each slice the median read is taken; what is printed is the
 * median, over all slices, of its ratio to the plain one beside it, and between which two quarters lie.
 */
async function measure(name: string, plain: Client, under: Guard): Promise<void> {
  const clients = [plain, plain.$extends(nothing), plain.$extends(guardedQueries(under))];
  const times: number[][] = clients.map(() => []);
  for (let round = 0; round < SLICES + WARM_UP; round += 1) {
    for (const step of clients.keys()) {
      const place = (round + step) % clients.length;
      const ms = await slice(clients[place] ?? plain, under);
      if (round >= WARM_UP) times[place]?.push(ms);
    }
  }
  const [base = [], ...others] = times;
  const shares = others.map((all) =>
    shareOf(all.map((ms, turn) => ms / (base[turn] ?? Number.NaN))),
  );
  console.log(`${name.padEnd(10)}${quantile(base, 0.5).toFixed(3).padStart(10)}${shares.join('')}`);
  await plain.$disconnect();
}

async function slice(client: Client, under: Guard): Promise<number> {
  const times: number[] = [];
  for (let read = 0; read < READS; read += 1) times.push(await timed(client, under));
  return quantile(times, 0.5);
}

/** `4.1 % (2.0 to 6.3)` */
function shareOf(ratios: readonly number[]): string {
  const percent = (share: number): string => ((quantile(ratios, share) - 1) * 100).toFixed(1);
  return `${percent(0.5)} % (${percent(0.25)} to ${percent(0.75)})`.padStart(24);
}

/** Milliseconds of one read, in a scope as a request has one. */
async function timed(client: Client, under: Guard): Promise<number> {
  const started = performance.now();
  const rows = await under.for('serve', { where: 'bench' }, () =>
    client.person.findMany({ take: ROWS }),
  );
  if (rows.length !== ROWS) throw new Error('rows are missing');
  return performance.now() - started;
}

function quantile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? Number.NaN;
}

/** Made when it is absent; it is not in git. */
async function generatedClient(): Promise<{
  readonly PrismaClient: new (options: { readonly adapter: unknown }) => Client;
}> {
  const client = join(import.meta.dirname, 'generated/client.ts');
  if (!existsSync(client)) {
    const script = join(import.meta.dirname, 'prisma/generate.js');
    spawnSync(process.execPath, [script], { stdio: 'inherit' });
  }
  return (await import(client)) as Awaited<ReturnType<typeof generatedClient>>;
}
