import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';

export const TOKEN = 'bench-token-of-no-value-0123456789abcdef';
const ROOT = join(import.meta.dirname, '..', '..', '..');
const DATABASE = 'troth_bench_http';

export interface Server {
  readonly name: string;
  readonly port: number;
  readonly process: ChildProcess;
  /** Milliseconds of processor time so far, of the process and of its database; not a number where nobody says. */
  cpuMs(): Promise<number>;
  stop(): Promise<void>;
}

export function startFloor(): Promise<Server> {
  const port = 3911;
  const args = [join(import.meta.dirname, 'floor.ts'), String(port), TOKEN];
  return started({ name: 'floor', port, args, env: {} });
}

/** @param env settings of the service */
export function startService(
  name: string,
  port: number,
  env: Readonly<Record<string, string>>,
): Promise<Server> {
  const args = [join(ROOT, 'apps', 'service', 'bin', 'start.js')];
  return started({ name, port, args, env });
}

/** On a database of its own, made anew. @param url of a PostgreSQL where databases may be made */
export async function startOnPostgres(
  name: string,
  port: number,
  url: string,
  dataDir: string,
): Promise<Server> {
  const admin = new pg.Client(url);
  await admin.connect();
  await admin.query(`DROP DATABASE IF EXISTS ${DATABASE} WITH (FORCE)`);
  await admin.query(`CREATE DATABASE ${DATABASE}`);
  const own = new URL(url);
  own.pathname = DATABASE;
  const server = await startService(name, port, { DATA_DIR: dataDir, DATABASE_URL: own.href });
  const backends = async (): Promise<readonly number[]> => {
    const { rows } = await admin.query<{ readonly pid: number }>(
      'SELECT pid FROM pg_stat_activity WHERE datname = $1',
      [DATABASE],
    );
    return rows.map(({ pid }) => pid);
  };
  return {
    ...server,
    cpuMs: async () =>
      (await backends()).reduce((sum, pid) => sum + cpuMsOf(pid), await server.cpuMs()),
    stop: async () => {
      await server.stop();
      await admin.query(`DROP DATABASE IF EXISTS ${DATABASE} WITH (FORCE)`);
      await admin.end();
    },
  };
}

interface Wanted {
  readonly name: string;
  readonly port: number;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

async function started({ name, port, args, env }: Wanted): Promise<Server> {
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { ...process.env, PORT: String(port), POLICY_ADMIN_TOKEN: TOKEN, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const { stdout } = child;
  if (stdout === null) throw new Error(`${name} has no output`);
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const lines = createInterface(stdout);
  for await (const line of lines) if (/ready|serves on/.test(line)) break;
  stdout.resume();
  return {
    name,
    port,
    process: child,
    cpuMs: () => Promise.resolve(cpuMsOf(child.pid ?? 0)),
    stop: () => {
      child.kill();
      return ended;
    },
  };
}

/** Of a process with its threads, from Linux's `/proc`, in steps of 10 ms. */
function cpuMsOf(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return Number.NaN;
  }
}
