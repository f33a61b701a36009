import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * What a stand-in for a recipient holds: references of subjects, each with the categories that were
 * erased of it. Kept in a file, so that what it was told to erase stays erased after a kill.
 */
export class StandInRecords {
  readonly #path: string;
  readonly #held: Map<string, readonly string[]>;

  private constructor(path: string, held: Map<string, readonly string[]>) {
    this.#path = path;
    this.#held = held;
  }

  /** @param initial references at the very first opening */
  static async open(
    path: string,
    initial: () => Promise<readonly string[]>,
  ): Promise<StandInRecords> {
    if (existsSync(path)) return new StandInRecords(path, new Map(entriesIn(path)));
    const records = new StandInRecords(path, new Map((await initial()).map((ref) => [ref, []])));
    records.#save();
    return records;
  }

  /** @param data categories asked about; none: anything at all */
  holds(reference: string, data: readonly string[]): boolean {
    const erased = this.#held.get(reference);
    if (erased === undefined) return false;
    return data.length === 0 || data.some((category) => !erased.includes(category));
  }

  /** @returns whether there was anything to erase */
  erase(reference: string, data: readonly string[]): boolean {
    if (!this.holds(reference, data)) return false;
    if (data.length === 0) this.#held.delete(reference);
    else {
      const erased = this.#held.get(reference) ?? [];
      this.#held.set(reference, [...new Set([...erased, ...data])]);
    }
    this.#save();
    return true;
  }

  #save(): void {
    mkdirSync(dirname(this.#path), { recursive: true });
    const next = `${this.#path}.next`;
    writeFileSync(next, JSON.stringify([...this.#held]), { flush: true });
    renameSync(next, this.#path);
  }
}

function entriesIn(path: string): [string, readonly string[]][] {
  const entries: unknown = JSON.parse(readFileSync(path, 'utf8'));
  if (!Array.isArray(entries) || !entries.every(isEntry)) {
    throw new Error(`${path} is not what a stand-in wrote`);
  }
  return entries;
}

function isEntry(value: unknown): value is [string, readonly string[]] {
  return Array.isArray(value) && typeof value[0] === 'string' && Array.isArray(value[1]);
}
