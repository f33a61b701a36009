import { contentId } from '@troth/sources';
import { Buffer } from 'node:buffer';
import { readFileSync } from 'node:fs';
import type { CodeFile, FileReading, NotRead } from './reading.ts';
import type { ReadingCache } from './reading-cache.ts';
import type { PoolOptions } from './reading-pool.ts';
import { ReadingPool } from './reading-pool.ts';

export interface ReadFiles {
  /** In the order asked for. */
  readonly readings: readonly FileReading[];
  readonly skipped: readonly NotRead[];
}

/** Reads code: what the cache knows from there, the rest in threads that start when they are needed. */
export class Reader {
  readonly #cache: ReadingCache;
  readonly #pool: ReadingPool;
  /** Asked for before what it is read for was known. */
  #ahead: Promise<Ahead> | undefined;
  #importsAhead: Promise<Imports> | undefined;

  constructor(cache: ReadingCache, options: PoolOptions = {}) {
    this.#cache = cache;
    this.#pool = new ReadingPool(options);
  }

  /** Gets ready to read many files; with a cache there may be few to read. */
  start(): void {
    if (this.#cache.isEmpty) this.#pool.start();
  }

  /** Begins to read files that will be asked for, while the caller is still reading the policy. */
  begin(files: readonly CodeFile[], tell: (done: number) => void): void {
    this.#ahead = this.#readAll(files, tell).then((answers) => ({ files, answers }));
    // Whoever asks for the files hears of it; when nobody does, another failure is told already.
    this.#ahead.catch(() => undefined);
  }

  /** `tell` hears how many files are read. */
  async read(files: readonly CodeFile[], tell: (done: number) => void): Promise<ReadFiles> {
    // A thread does one thing at a time.
    const [ahead] = await Promise.all([this.#ahead, this.#importsAhead]);
    this.#ahead = undefined;
    if (ahead === undefined) return this.#readAll(files, tell);
    const begun = new Set(ahead.files.map(({ path }) => path));
    const rest = files.filter(({ path }) => !begun.has(path));
    const more = await this.#readAll(rest, tell);
    const { readings, skipped } = ahead.answers;
    const byPath = new Map([...readings, ...more.readings].map((one) => [one.path, one]));
    const wanted = new Set(files.map(({ path }) => path));
    return {
      readings: files.flatMap(({ path }) => byPath.get(path) ?? []),
      skipped: [...skipped, ...more.skipped].filter(({ path }) => wanted.has(path)),
    };
  }

  async #readAll(files: readonly CodeFile[], tell: (done: number) => void): Promise<ReadFiles> {
    const known = files.map((file) => this.#known(file));
    const fresh = files.filter((_, index) => known[index] === undefined);
    const before = files.length - fresh.length;
    const answers = await this.#pool.read(fresh, 'all', (done) => tell(before + done));
    const read = answers.filter((answer) => 'extraction' in answer);
    for (const reading of read) this.#cache.put(reading);
    const byPath = new Map(
      [...known.flatMap((one) => one ?? []), ...read].map((one) => [one.path, one]),
    );
    return {
      readings: files.flatMap(({ path }) => byPath.get(path) ?? []),
      skipped: answers.filter((answer) => 'reason' in answer),
    };
  }

  /** Begins to list what files import, before it is asked for. */
  beginImports(files: readonly CodeFile[]): void {
    this.#importsAhead = this.#listImports(files);
    // As above: whoever asks hears of it.
    this.#importsAhead.catch(() => undefined);
  }

  /** What each file seems to import, by its path; a file that cannot be read imports nothing. */
  async imports(files: readonly CodeFile[]): Promise<Imports> {
    const ahead = await this.#importsAhead;
    this.#importsAhead = undefined;
    if (ahead === undefined) return this.#listImports(files);
    return new Map(files.flatMap(({ path }) => [[path, ahead.get(path) ?? []] as const]));
  }

  async #listImports(files: readonly CodeFile[]): Promise<Imports> {
    const known = files.map((file) => this.#known(file));
    const fresh = files.filter((_, index) => known[index] === undefined);
    const answers = await this.#pool.read(fresh, 'imports', () => undefined);
    const listed = answers.filter((answer) => 'imports' in answer);
    return new Map(
      [...known.flatMap((one) => one ?? []), ...listed].map(({ path, imports }) => [path, imports]),
    );
  }

  async close(): Promise<void> {
    await Promise.all([this.#pool.close(), this.#cache.save()]);
  }

  #known({ path, absolute, text, id }: CodeFile): FileReading | undefined {
    if (this.#cache.isEmpty) return undefined;
    return this.#cache.get(path, id ?? idOf(absolute, text));
  }
}

type Imports = ReadonlyMap<string, readonly string[]>;

interface Ahead {
  readonly files: readonly CodeFile[];
  readonly answers: ReadFiles;
}

/** Empty for a file that cannot be read; its reader says why. */
function idOf(absolute: string, text: string | undefined): string {
  try {
    return contentId(text === undefined ? readFileSync(absolute) : Buffer.from(text));
  } catch {
    return '';
  }
}
