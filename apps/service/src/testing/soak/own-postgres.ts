import { execFile, execFileSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const DEBIAN = '/usr/lib/postgresql';

/** Folder with `initdb` and `pg_ctl`; absent: there is no PostgreSQL on this machine to start. */
export const POSTGRES_PROGRAMS: string | undefined = [
  ...(existsSync(DEBIAN) ? readdirSync(DEBIAN).toSorted().toReversed() : []).map((version) =>
    join(DEBIAN, version, 'bin'),
  ),
  '/usr/local/bin',
  '/opt/homebrew/bin',
].find((folder) => existsSync(join(folder, 'initdb')));

/** A PostgreSQL of our own in a temporary folder, so that it may be crashed. */
export class OwnPostgres {
  readonly url: string;
  readonly #programs: string;
  readonly #folder: string;
  readonly #port: number;

  private constructor(programs: string, folder: string, port: number) {
    this.#programs = programs;
    this.#folder = folder;
    this.#port = port;
    this.url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  }

  static async start(programs: string): Promise<OwnPostgres> {
    const folder = mkdtempSync(join(tmpdir(), 'troth-postgres-'));
    const account = unprivileged();
    if (account !== undefined) chownSync(folder, account.uid, account.gid);
    const made = new OwnPostgres(programs, folder, await freePort());
    await made.#run('initdb', ['-D', made.#data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8']);
    await made.#control('start');
    return made;
  }

  /** As a crash does it: no checkpoint, every connection cut, recovery from the log of writes. */
  crash(): Promise<void> {
    return this.#control('stop', ['-m', 'immediate']);
  }

  startAgain(): Promise<void> {
    return this.#control('start');
  }

  async remove(): Promise<void> {
    await this.#control('stop', ['-m', 'immediate']).catch(() => undefined);
    rmSync(this.#folder, { recursive: true, force: true });
  }

  get #data(): string {
    return join(this.#folder, 'data');
  }

  async #control(what: 'start' | 'stop', more: readonly string[] = []): Promise<void> {
    const options = `-p ${this.#port} -c listen_addresses=127.0.0.1 -k ${this.#folder}`;
    const start = what === 'start' ? ['-o', options, '-l', join(this.#folder, 'log')] : [];
    await this.#run('pg_ctl', [what, '-D', this.#data, '-w', ...start, ...more]);
  }

  async #run(program: string, parts: readonly string[]): Promise<void> {
    await run(join(this.#programs, program), [...parts], { ...unprivileged(), cwd: this.#folder });
  }
}

/** PostgreSQL refuses to run as root; the account that its package made is used then. */
function unprivileged(): { readonly uid: number; readonly gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const idOf = (flag: string): number =>
    Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: idOf('-u'), gid: idOf('-g') };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
