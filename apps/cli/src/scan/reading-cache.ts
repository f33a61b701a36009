import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { versionOfExtractors } from './extractors-version.ts';
import type { FileReading } from './reading.ts';

/**
 * What files said when they were last read, by path and content. On disk it is one file of lines,
 * each with its own checksum: a line that is damaged, or of another version, is as if it were not
 * there, so the file may be deleted, cut or shared between machines at any time.
 */
export class ReadingCache {
  readonly #kept: Kept | undefined;
  /** Lines as read from the disk, not parsed before they are asked for. */
  readonly #stored: ReadonlyMap<string, string>;
  readonly #used = new Map<string, FileReading>();
  #isNew = false;

  private constructor(kept: Kept | undefined, stored: ReadonlyMap<string, string>) {
    this.#kept = kept;
    this.#stored = stored;
  }

  /** For one run alone. */
  static inMemory(): ReadingCache {
    return new ReadingCache(undefined, new Map());
  }

  static async in(folder: string): Promise<ReadingCache> {
    const file = join(folder, 'readings.jsonl');
    // No file, or one that cannot be read, is an empty cache.
    const text = await readFile(file, 'latin1').catch(() => '');
    const header = headerOf(versionOfExtractors());
    const lines = text.startsWith(header) ? text.slice(header.length) : '';
    return new ReadingCache({ file, header }, linesByKey(lines));
  }

  get isEmpty(): boolean {
    return this.#used.size === 0 && this.#stored.size === 0;
  }

  get(path: string, id: string): FileReading | undefined {
    const key = this.#key(path, id);
    const used = this.#used.get(key);
    if (used !== undefined) return used;
    const line = this.#stored.get(key);
    const reading = line === undefined ? undefined : readingIn(line);
    if (reading?.path !== path) return undefined;
    this.#used.set(key, reading);
    return reading;
  }

  put(reading: FileReading): void {
    this.#isNew = true;
    this.#used.set(this.#key(reading.path, reading.id), reading);
  }

  /** Writes what was used and what is still stored, whole or not at all; a cache that cannot be written is no error. */
  async save(): Promise<void> {
    if (this.#kept === undefined || !this.#isNew) return;
    const { file, header } = this.#kept;
    const fresh = [...this.#used].filter(([key]) => !this.#stored.has(key));
    const lines = newest([
      ...[...this.#stored].map(([key, line]) => `${key} ${line}`),
      ...fresh.map(([key, reading]) => `${key} ${lineOf(reading)}`),
    ]);
    const draft = `${file}.${process.pid}`;
    try {
      await mkdir(join(file, '..'), { recursive: true });
      await writeFile(draft, `${header}${lines.join('\n')}\n`, 'latin1');
      await rename(draft, file);
    } catch {
      // The next run reads the files again; nothing is lost but time.
      await rm(draft, { force: true }).catch(() => undefined);
    }
  }

  #key(path: string, id: string): string {
    return digest(`${path}\0${id}`, 32);
  }
}

/** The first line: what another version of the extractors has read may say something else. */
function headerOf(version: string): string {
  return `troth readings ${version}\n`;
}

/** Where it is kept, and how the file begins. */
interface Kept {
  readonly file: string;
  readonly header: string;
}

/** What a million lines of code say; the whole file is read at each start. */
const MOST_BYTES = 96 * 1024 * 1024;

/** The last of the lines, as many as there is room for. */
function newest(lines: readonly string[]): readonly string[] {
  let room = MOST_BYTES;
  const first = lines.findLastIndex((line) => {
    room -= line.length + 1;
    return room < 0;
  });
  return lines.slice(first + 1);
}

/** `checksum json`; the JSON is ASCII, so that a byte is a character however the file is read. */
function lineOf(reading: FileReading): string {
  const json = JSON.stringify(reading).replaceAll(
    /[\u0080-\uffff]/g,
    (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  );
  return `${digest(json, 16)} ${json}`;
}

function linesByKey(text: string): ReadonlyMap<string, string> {
  const lines = text.split('\n').filter((line) => line.length > 50);
  return new Map(lines.map((line) => [line.slice(0, 32), line.slice(33)]));
}

function readingIn(line: string): FileReading | undefined {
  const json = line.slice(17);
  // The checksum is our own, so what it fits is what was written: a reading.
  return digest(json, 16) === line.slice(0, 16) ? parsed(json) : undefined;
}

function parsed(json: string): FileReading | undefined {
  const reading: unknown = JSON.parse(json);
  return isReading(reading) ? reading : undefined;
}

/** What is inside was proved by the checksum. */
function isReading(value: unknown): value is FileReading {
  return typeof value === 'object' && value !== null && 'path' in value && 'extraction' in value;
}

function digest(text: string, characters: number): string {
  return createHash('sha256').update(text).digest('hex').slice(0, characters);
}
