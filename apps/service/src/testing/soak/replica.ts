import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { TestProcess, TOKEN } from '../test-process.ts';
import { replaceFile } from './editions.ts';
import type { Life } from './ledger.ts';

/** One of the processes on the common database: killed, and started again on what it left behind. */
export class Replica {
  readonly #settings: Readonly<Record<string, string>>;
  readonly #dataDir: string;
  #process: TestProcess | undefined;
  life: Life = {};
  /** Lines of its log about requests that failed, each kind once. */
  readonly failures = new Set<string>();

  constructor(folder: string, settings: Readonly<Record<string, string>>) {
    this.#dataDir = folder;
    this.#settings = { ...settings, DATA_DIR: folder };
    mkdirSync(folder, { recursive: true });
  }

  get serves(): boolean {
    return this.#process !== undefined;
  }

  async start(): Promise<void> {
    this.life = {};
    this.#process = await TestProcess.serving(this.#settings);
  }

  async kill(): Promise<void> {
    const ending = this.#process;
    this.#process = undefined;
    this.life.killedAt = performance.now();
    await ending?.end('SIGKILL');
    this.#noteFailures(ending?.output ?? '');
  }

  async stop(): Promise<void> {
    const ending = this.#process;
    this.#process = undefined;
    await ending?.end('SIGTERM');
    this.#noteFailures(ending?.output ?? '');
  }

  #noteFailures(output: string): void {
    for (const line of output.split('\n').filter((each) => each.includes('"request-failed"'))) {
      const { route, error, code, frames } = JSON.parse(line) as Readonly<Record<string, unknown>>;
      this.failures.add(JSON.stringify({ route, error, code, frames }));
    }
  }

  /** Lays a bundle where it is looked for, and says so. */
  load(bundle: string): void {
    replaceFile(join(this.#dataDir, 'bundle.json'), bundle);
    this.#process?.hangUp();
  }

  async ask(path: string, body: object): Promise<Answer> {
    const response = await fetch(`${this.#process?.url ?? 'http://127.0.0.1:1'}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(30_000),
    });
    return { status: response.status, body: await response.json() };
  }
}

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}
