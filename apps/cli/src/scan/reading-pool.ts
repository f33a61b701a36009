import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { CodeFile } from './reading.ts';
import type { Done, Outcome, Task } from './reading-worker.ts';

type Wants = Task['wants'];
type Answer = Outcome;

/** How files are read at the same time. */
export interface PoolOptions {
  /** Threads at most; default: as many as the machine runs at once. */
  readonly threads?: number;
  /** A file that takes longer is given up, so that no file can hold a scan. Default 20 s. */
  readonly fileMs?: number;
  /** What a thread needs before its first file. Default 5 s. */
  readonly startMs?: number;
  /** What a thread runs. Default: the reader of files. */
  readonly entry?: URL;
}

/** Bytes of code that are worth one more thread: below, it starts longer than it works. */
const BYTES_A_THREAD = 400_000;

/** Tasks that wait in a thread, so that it never waits for the next. */
const AHEAD = 8;

/**
 * Threads that read files. Files are handed out one by one in the order given, and whatever a file
 * does to its thread, an endless loop or all memory, costs that file alone: the thread is replaced.
 */
export class ReadingPool {
  readonly #threads: number;
  readonly #limits: Limits;
  readonly #lanes: Lane[] = [];

  constructor({
    threads = availableParallelism(),
    fileMs = 20_000,
    startMs = 5000,
    entry = new URL('../../bin/reading-worker.js', import.meta.url),
  }: PoolOptions = {}) {
    this.#threads = Math.max(1, threads);
    this.#limits = { fileMs, startMs, entry };
  }

  /** Starts a thread before the files are known, while the caller is still looking for them. */
  start(): void {
    const [first = new Lane(this.#limits)] = this.#lanes;
    this.#lanes[0] = first;
    first.start();
  }

  /** The answers in the order of the files. `tell` hears how many are there. */
  async read(
    files: readonly CodeFile[],
    wants: Wants,
    tell: (done: number) => void,
  ): Promise<readonly Answer[]> {
    const answers: Answer[] = [];
    const open = [...files.entries()].map(([number, file]) => ({ number, file, wants }));
    open.reverse();
    let done = 0;
    const take = (): Task | undefined => open.pop();
    const give = (number: number, answer: Answer): void => {
      answers[number] = answer;
      done += 1;
      if (done % 20 === 0) tell(done);
    };
    const lanes = Array.from({ length: this.#lanesFor(files) }, (_, index) => {
      this.#lanes[index] ??= new Lane(this.#limits);
      return this.#lanes[index];
    });
    await Promise.all(lanes.map((lane) => lane.work(take, give)));
    return answers;
  }

  async close(): Promise<void> {
    await Promise.all(this.#lanes.map((lane) => lane.close()));
  }

  #lanesFor(files: readonly CodeFile[]): number {
    const bytes = files.reduce(
      (sum, { bytes: size, text }) => sum + (size ?? text?.length ?? 0),
      0,
    );
    const worth = Math.ceil(bytes / BYTES_A_THREAD);
    return files.length === 0 ? 0 : Math.min(this.#threads, Math.max(1, worth), files.length);
  }
}

type Take = () => Task | undefined;
type Give = (number: number, answer: Answer) => void;

/** One thread at a time, and the tasks it has been given and has not answered. */
class Lane {
  readonly #limits: Limits;
  #worker: Worker | undefined;
  /** Ends the wait for answers that nobody wants any more. */
  #giveUp: () => void = () => undefined;

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  start(): Worker {
    this.#worker ??= startWorker(this.#limits.entry);
    return this.#worker;
  }

  /** Takes tasks until there are none, replacing the thread when a file breaks it. */
  async work(take: Take, give: Give): Promise<void> {
    let waiting: readonly Task[] = [];
    let fruitless = 0;
    do {
      let answers = 0;
      const left = await this.#run([...waiting], take, (number, answer) => {
        answers += 1;
        give(number, answer);
      });
      const [culprit, ...others] = left.tasks;
      fruitless = culprit === undefined || answers > 0 ? 0 : fruitless + 1;
      // One file after the other is not at fault: the threads themselves do not start.
      if (fruitless > MOST_FRUITLESS) throw new Error(`files cannot be read: ${left.reason}`);
      if (culprit !== undefined)
        give(culprit.number, { path: culprit.file.path, reason: left.reason });
      waiting = others;
    } while (waiting.length > 0);
  }

  async close(): Promise<void> {
    this.#giveUp();
    await this.#worker?.terminate();
    this.#worker = undefined;
  }

  /** Ends when all tasks are answered, or with those that are not when the thread breaks. */
  async #run(waiting: readonly Task[], take: Take, give: Give): Promise<Left> {
    const worker = this.start();
    const given = new Map<number, Task>();
    const { promise, resolve } = Promise.withResolvers<Left>();
    const hand = (task: Task | undefined): void => {
      if (task === undefined) return;
      given.set(task.number, task);
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
      worker.postMessage(task);
    };
    const broken = (reason: string): void => resolve({ tasks: [...given.values()], reason });
    const { fileMs, startMs } = this.#limits;
    const late = (): void => broken(`it took longer than ${fileMs / 1000} s to read`);
    const timer = setTimeout(late, fileMs + startMs);
    const answered = ({ number, outcome }: Done): void => {
      given.delete(number);
      give(number, answerIn(outcome));
      hand(take());
      timer.refresh();
      if (given.size === 0) resolve({ tasks: [], reason: '' });
    };
    const failed = (error: Error): void => broken(`it cannot be read: ${error.message}`);
    this.#giveUp = (): void => resolve({ tasks: [], reason: '' });
    worker.on('message', answered).on('error', failed);
    for (const task of waiting) hand(task);
    while (given.size < AHEAD) {
      const task = take();
      if (task === undefined) break;
      hand(task);
    }
    if (given.size === 0) resolve({ tasks: [], reason: '' });
    const left = await promise;
    clearTimeout(timer);
    worker.off('message', answered).off('error', failed);
    if (left.reason !== '') await this.close();
    return left;
  }
}

/** Threads that ended on their first file, one after the other, before the files are no longer blamed. */
const MOST_FRUITLESS = 3;

type Limits = Required<Omit<PoolOptions, 'threads'>>;

interface Left {
  /** Given and not answered, the one at work first. */
  readonly tasks: readonly Task[];
  /** Why, for the first of them; empty when there is none. */
  readonly reason: string;
}

function answerIn(json: string): Answer {
  const answer: unknown = JSON.parse(json);
  if (isAnswer(answer)) return answer;
  throw new Error('a thread answered something else than a file');
}

/** Our own thread wrote it. */
function isAnswer(value: unknown): value is Answer {
  return typeof value === 'object' && value !== null && 'path' in value;
}

function startWorker(entry: URL): Worker {
  const worker = new Worker(entry, {
    // Beyond this much memory a file is not code; the thread ends and the scan goes on. The parser is
    // native and recursive, and a stack that runs over would end the process: this one holds the
    // deepest nesting that fits into the largest file read. Only what is used of it costs memory.
    // A tree lives for one file: a small nursery is as fast, and a hundred megabytes less.
    resourceLimits: {
      maxOldGenerationSizeMb: 1024,
      maxYoungGenerationSizeMb: 24,
      stackSizeMb: 1000,
    },
  });
  worker.unref();
  return worker;
}
