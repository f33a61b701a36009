import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import autocannon from 'autocannon';

// npm run bench:decide:http -- --rounds 5 --seconds 3
const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '5' }, seconds: { type: 'string', default: '3' } },
});
const ROOT = join(import.meta.dirname, '..', '..', '..');
const TOKEN = 'bench-token-of-no-value-0123456789abcdef';
const REQUEST = {
  action: 'use',
  data: ['account.email'],
  purpose: 'authentication',
  subject: { id: 'subject-1', region: 'DE' },
};
const BATCH = 100;
const BODIES = {
  single: JSON.stringify(REQUEST),
  batch: JSON.stringify({ requests: Array.from({ length: BATCH }, () => REQUEST) }),
};

interface Server {
  readonly name: string;
  readonly port: number;
  readonly process: ChildProcess;
}

interface Round {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
}

const dataDir = mkdtempSync(join(tmpdir(), 'troth-bench-'));
const servers = [
  await started('floor', 3911, [join(import.meta.dirname, 'floor.ts'), '3911', TOKEN]),
  await started('service', 3912, [join(ROOT, 'apps', 'service', 'bin', 'start.js')]),
];
try {
  await measureAll();
} finally {
  for (const server of servers) server.process.kill();
  rmSync(dataDir, { recursive: true, force: true });
}

/** In turn, so that a busy machine hits both. */
async function measureAll(): Promise<void> {
  const machine = cpus();
  console.log(`Node ${process.version}, ${machine.length} x ${machine[0]?.model ?? 'unknown'}`);
  console.log('calls   server    requests/s    min..max    decisions/s   p50 ms   p99 ms');
  for (const kind of ['single', 'batch'] as const) {
    const found = new Map(servers.map(({ name }) => [name, new Array<Round>()]));
    for (const server of servers) await load(server, BODIES[kind]);
    for (let round = 0; round < Number(values.rounds); round += 1) {
      const order = round % 2 === 0 ? servers : servers.toReversed();
      for (const server of order) found.get(server.name)?.push(await load(server, BODIES[kind]));
    }
    for (const { name } of servers) print(kind, name, found.get(name) ?? []);
  }
}

async function load({ name, port }: Server, body: string): Promise<Round> {
  const result = await autocannon({
    url: `http://127.0.0.1:${port}/v1/decisions`,
    method: 'POST',
    connections: 32,
    duration: Number(values.seconds),
    headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
    body,
  });
  if (result.non2xx > 0 || result.errors > 0) {
    throw new Error(`${name}: ${result.non2xx} refusals, ${result.errors} errors`);
  }
  const { requests, latency } = result;
  return { perSecond: requests.average, p50: latency.p50, p99: latency.p99 };
}

function print(kind: 'single' | 'batch', name: string, rounds: readonly Round[]): void {
  const rates = rounds.map(({ perSecond }) => perSecond);
  const rate = median(rates);
  const decisions = rate * (kind === 'batch' ? BATCH : 1);
  const range = `${Math.round(Math.min(...rates))}..${Math.round(Math.max(...rates))}`;
  console.log(
    [
      kind.padEnd(7),
      name.padEnd(8),
      String(Math.round(rate)).padStart(11),
      range.padStart(13),
      String(Math.round(decisions)).padStart(12),
      median(rounds.map(({ p50 }) => p50))
        .toFixed(1)
        .padStart(8),
      median(rounds.map(({ p99 }) => p99))
        .toFixed(1)
        .padStart(8),
    ].join(' '),
  );
}

async function started(name: string, port: number, args: readonly string[]): Promise<Server> {
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { ...process.env, PORT: String(port), DATA_DIR: dataDir, POLICY_ADMIN_TOKEN: TOKEN },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const { stdout } = child;
  if (stdout === null) throw new Error(`${name} has no output`);
  const lines = createInterface(stdout);
  for await (const line of lines) if (/ready|serves on/.test(line)) break;
  stdout.resume();
  return { name, port, process: child };
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}
