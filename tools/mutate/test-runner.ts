import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Answer, Question } from './worker.ts';

/** What the tests said of a file that holds a fault. */
export type Verdict = 'noticed' | 'timeout' | 'unnoticed';

/**
 * A process that runs tests again and again with one file replaced. A fault can make a loop endless,
 * which nothing inside the process can end; so the process is ended, and the next question gets a new one.
 */
export class TestRunner {
  readonly #timeoutMs: number;
  #child: ChildProcess | undefined;

  /** @param timeoutMs for one question, the start of the process included */
  constructor(timeoutMs: number) {
    this.#timeoutMs = timeoutMs;
  }

  async ask(question: Question): Promise<Verdict> {
    const child = this.#child ?? fork(fileURLToPath(new URL('./worker.ts', import.meta.url)));
    this.#child = child;
    const { promise, resolve, reject } = Promise.withResolvers<Verdict>();
    const answered = (answer: Answer): void => resolve(answer.passed ? 'unnoticed' : 'noticed');
    const ended = (code: number | null): void =>
      reject(new Error(`the process that runs tests ended with ${code ?? 'a signal'}`));
    const timer = setTimeout(() => {
      this.close();
      resolve('timeout');
    }, this.#timeoutMs);
    child.once('message', answered);
    child.once('exit', ended);
    child.send(question);
    try {
      return await promise;
    } finally {
      clearTimeout(timer);
      child.off('message', answered);
      child.off('exit', ended);
    }
  }

  close(): void {
    this.#child?.kill('SIGKILL');
    this.#child = undefined;
  }
}
