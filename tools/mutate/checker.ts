import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Verdict } from './test-runner.ts';

export interface Checked {
  /** Absolute. */
  readonly path: string;
  readonly text: string;
}

/** A program that notices faults without a test runner, in a hundredth of its time. */
export interface CheckScript {
  /** The folder whose files hold the faults, relative to the script, with a slash at its end. */
  readonly below: string;
  /** What of it is loaded, relative to the script. */
  readonly entry: string;
  /** Makes the cases; the answer throws when what was loaded does not do what they say. */
  readonly prepared: () => (loaded: unknown) => void;
}

/** Keeps one thread that asks the script; a fault that never ends costs it, and the next gets a new one. */
export class Checker {
  readonly #script: string;
  readonly #timeoutMs: number;
  #worker: Worker | undefined;

  /** @param timeoutMs for one fault, the making of the cases included */
  constructor(script: string, timeoutMs: number) {
    this.#script = script;
    this.#timeoutMs = timeoutMs;
  }

  async ask(checked: Checked): Promise<Verdict> {
    this.#worker ??= new Worker(new URL('./check-worker.ts', import.meta.url), {
      workerData: { script: this.#script },
      execArgv: ['--conditions=troth:source', '--disable-warning=ExperimentalWarning'],
    });
    const signal = AbortSignal.timeout(this.#timeoutMs);
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
    this.#worker.postMessage(checked);
    try {
      const answer: readonly unknown[] = await once(this.#worker, 'message', { signal });
      return answer[0] === true ? 'unnoticed' : 'noticed';
    } catch (error) {
      await this.close();
      if (signal.aborted) return 'timeout';
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.#worker?.terminate();
    this.#worker = undefined;
  }
}
