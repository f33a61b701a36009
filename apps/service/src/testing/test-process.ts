import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..', '..', '..');
const START = join(ROOT, 'apps', 'service', 'bin', 'start.js');
export const TOKEN = 'process-token-0123456789';

/** The real process, started as `npm start` starts it after the build. */
export class TestProcess {
  readonly #child: ChildProcess;
  output = '';
  url = '';

  private constructor(settings: Readonly<Record<string, string>>) {
    if (!existsSync(join(ROOT, 'apps', 'service', 'dist', 'main.js'))) {
      throw new Error('there is no build: run `npm run build` first');
    }
    const env = { PATH: process.env['PATH'], PORT: '0', POLICY_ADMIN_TOKEN: TOKEN, ...settings };
    this.#child = spawn(process.execPath, [START], { cwd: ROOT, env });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        this.output += chunk.toString('utf8');
      });
    }
  }

  /** Until it serves. */
  static async serving(settings: Readonly<Record<string, string>>): Promise<TestProcess> {
    const started = new TestProcess(settings);
    await new Promise<void>((resolve, reject) => {
      started.#child.stdout?.on('data', () => {
        const url = /troth serves on (\S+)/.exec(started.output)?.[1];
        if (url === undefined) return;
        started.url = url;
        resolve();
      });
      started.#child.once('exit', () => reject(new Error(`it ended:\n${started.output}`)));
    });
    return started;
  }

  /** Until it ends by itself. */
  static async ending(
    settings: Readonly<Record<string, string>>,
  ): Promise<{ readonly code: number | null; readonly output: string }> {
    const started = new TestProcess(settings);
    const code = await new Promise<number | null>((resolve) => {
      started.#child.once('exit', (exit) => resolve(exit));
    });
    return { code, output: started.output };
  }

  /** Ends it with a signal and waits until it is gone. */
  async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const { exitCode, signalCode } = this.#child;
    if (exitCode !== null || signalCode !== null) return;
    const gone = new Promise((resolve) => {
      this.#child.once('exit', resolve);
    });
    this.#child.kill(signal);
    await gone;
  }

  /** Has it look for a new bundle now. */
  hangUp(): void {
    this.#child.kill('SIGHUP');
  }

  async call(method: 'GET' | 'POST', path: string, body?: object): Promise<unknown> {
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return response.json();
  }
}
