import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { WrittenSheet } from './log-sheet.ts';
import type { Given } from './log-thread.worker.ts';

/** The thread that makes entries of the decision log, so that the one that answers does not wait for them. */
export class LogThread {
  readonly #worker: Worker;
  #asked: PromiseWithResolvers<Given> | undefined;
  #end: Error | undefined;

  /** @param key of the pseudonyms */
  constructor(key: Uint8Array) {
    // The same name beside this file, from source and from the build.
    const file = `log-thread.worker${extname(import.meta.url)}`;
    this.#worker = new Worker(new URL(file, import.meta.url), { workerData: key });
    this.#worker.on('message', (given: Given) => this.#asked?.resolve(given));
    this.#worker.once('error', (error: Error) => this.#ended(error));
    this.#worker.once('exit', () => this.#ended(undefined));
    // While nobody waits for it, it does not keep the process.
    this.#worker.unref();
  }

  /** Takes the memory of the sheet with it. */
  send(sheet: WrittenSheet): void {
    this.#worker.postMessage(sheet, [sheet.calls]);
  }

  /** What came of all that was sent since the last time. @throws Error when the thread has ended */
  async given(): Promise<Given> {
    if (this.#end !== undefined) throw this.#end;
    this.#asked = Promise.withResolvers();
    this.#worker.ref();
    this.#worker.postMessage('give', []);
    try {
      return await this.#asked.promise;
    } finally {
      this.#worker.unref();
    }
  }

  async stop(): Promise<void> {
    await this.#worker.terminate();
  }

  #ended(cause: Error | undefined): void {
    this.#end ??= new Error('the thread of the decision log has ended', { cause });
    this.#asked?.reject(this.#end);
  }
}
