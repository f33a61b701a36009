import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import autocannon from 'autocannon';
import { type Server, startFloor, startOnPostgres, startService, TOKEN } from './servers.ts';

// npm run bench:decide:http -- --rounds 15 --seconds 1 --postgres postgres://…
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '15' },
    seconds: { type: 'string', default: '1' },
    postgres: { type: 'string', default: process.env['TEST_POSTGRES_URL'] ?? '' },
  },
});
const BATCH = 100;
const BODIES = {
  single: JSON.stringify(requestOf(1)),
  batch: JSON.stringify({ requests: Array.from({ length: BATCH }, (_, at) => requestOf(at)) }),
};
type Kind = keyof typeof BODIES;

function requestOf(subject: number): object {
  return {
    action: 'use',
    data: ['account.email'],
    purpose: 'authentication',
    subject: { id: `subject-${subject}`, region: 'DE' },
  };
}

/** One slice of load on one server. */
interface Slice {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  /** Processor time of the server and its database, in microseconds a request. */
  readonly cpuUs: number;
}

const dataDir = mkdtempSync(join(tmpdir(), 'troth-bench-'));
const servers: Server[] = [];
try {
  servers.push(
    await startFloor(),
    await startService('log almost off', 3912, {
      DATA_DIR: join(dataDir, 'off'),
      DECISION_LOG_ONE_IN: '1000000',
    }),
  );
  if (values.postgres === '') console.log('no PostgreSQL: give --postgres or TEST_POSTGRES_URL');
  else {
    const own = join(dataDir, 'postgres');
    servers.push(await startOnPostgres('all to PostgreSQL', 3913, values.postgres, own));
  }
  const embedded = { DATA_DIR: join(dataDir, 'embedded') };
  servers.push(await startService('all to embedded', 3914, embedded));
  await measureAll();
} finally {
  for (const server of servers) await server.stop();
  rmSync(dataDir, { recursive: true, force: true });
}

/** Short slices in turn: what else the machine does hits all of them, and each is compared with its round's floor. */
async function measureAll(): Promise<void> {
  const machine = cpus();
  const load = loadavg().map((each) => each.toFixed(1));
  console.log(`Node ${process.version}, ${machine.length} x ${machine[0]?.model ?? 'unknown'}`);
  console.log(`load before: ${load.join(' ')}; rounds of ${values.seconds} s: ${values.rounds}`);
  const rates = new Map<string, number>();
  for (const kind of ['single', 'batch'] as const) {
    console.log(
      `\n${kind.padEnd(18)} requests/s  decisions/s  of floor    p50 ms    p99 ms  of floor   cpu us`,
    );
    const found = await roundsOf(kind);
    const floor = found.get('floor') ?? [];
    for (const { name } of servers) {
      const slices = found.get(name) ?? [];
      rates.set(`${kind} ${name}`, median(slices.map(({ perSecond }) => perSecond)));
      console.log(lineOf(name, { kind, slices, floor }));
    }
  }
  for (const { name } of servers) {
    const times = ((rates.get(`batch ${name}`) ?? 0) * BATCH) / (rates.get(`single ${name}`) ?? 1);
    console.log(`${name}: a batch decides ${times.toFixed(1)} times as much a second`);
  }
}

/** Its slices, and their order changes from round to round. */
async function roundsOf(kind: Kind): Promise<ReadonlyMap<string, readonly Slice[]>> {
  const found = new Map(servers.map(({ name }) => [name, new Array<Slice>()]));
  for (const server of servers) await loaded(server, kind);
  for (let round = 0; round < Number(values.rounds); round += 1) {
    const first = round % servers.length;
    for (const server of [...servers.slice(first), ...servers.slice(0, first)]) {
      found.get(server.name)?.push(await loaded(server, kind));
    }
  }
  return found;
}

async function loaded(server: Server, kind: Kind): Promise<Slice> {
  const cpuBefore = await server.cpuMs();
  const times: number[] = [];
  const result = await new Promise<autocannon.Result>((resolve, reject) => {
    const instance = autocannon(
      {
        url: `http://127.0.0.1:${server.port}/v1/decisions`,
        method: 'POST',
        connections: 32,
        duration: Number(values.seconds),
        headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
        body: BODIES[kind],
      },
      (error: Error | null, done) => (error === null ? resolve(done) : reject(error)),
    );
    // The generator's own percentiles are whole milliseconds.
    instance.on('response', (_client, _status, _bytes, ms) => times.push(ms));
  });
  const { non2xx, errors, requests, duration } = result;
  if (non2xx > 0 || errors > 0) {
    throw new Error(`${server.name}: ${non2xx} refusals, ${errors} errors`);
  }
  const cpuMs = (await server.cpuMs()) - cpuBefore;
  return {
    perSecond: requests.total / duration,
    p50: quantile(times, 0.5),
    p99: quantile(times, 0.99),
    cpuUs: (cpuMs * 1000) / requests.total,
  };
}

interface Found {
  readonly kind: Kind;
  readonly slices: readonly Slice[];
  readonly floor: readonly Slice[];
}

function lineOf(name: string, { kind, slices, floor }: Found): string {
  const rate = median(slices.map(({ perSecond }) => perSecond));
  const ofFloor = (part: 'perSecond' | 'p99'): number =>
    median(slices.map((slice, round) => slice[part] / (floor[round]?.[part] ?? Number.NaN)));
  return [
    name.padEnd(18),
    rate.toFixed(0).padStart(10),
    (rate * (kind === 'batch' ? BATCH : 1)).toFixed(0).padStart(12),
    `${(ofFloor('perSecond') * 100).toFixed(0)} %`.padStart(9),
    median(slices.map(({ p50 }) => p50))
      .toFixed(2)
      .padStart(9),
    median(slices.map(({ p99 }) => p99))
      .toFixed(2)
      .padStart(9),
    ofFloor('p99').toFixed(2).padStart(9),
    median(slices.map(({ cpuUs }) => cpuUs))
      .toFixed(1)
      .padStart(8),
  ].join(' ');
}

function quantile(numbers: readonly number[], part: number): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.min(Math.floor(sorted.length * part), sorted.length - 1)] ?? Number.NaN;
}

function median(numbers: readonly number[]): number {
  return quantile(numbers, 0.5);
}
