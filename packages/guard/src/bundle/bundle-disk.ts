import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What a guard remembers between two starts. */
export interface Remembered {
  /** The bundle's text as it was verified, to be verified again. */
  readonly text?: string;
  /** When the service last said that it is the one in force. */
  readonly confirmedAt?: string;
  /** The newest that was ever in force here, `order` of a bundle. */
  readonly floor?: string;
  readonly glassBrokenUntil?: string;
}

/** Keeps the last good bundle in a folder; without one the guard starts with what it fetches. */
export class BundleDisk {
  readonly #folder: string | undefined;

  constructor(folder: string | undefined) {
    this.#folder = folder;
  }

  async read(): Promise<Remembered> {
    if (this.#folder === undefined) return {};
    const state = textsOf(await parsed(join(this.#folder, 'guard.json')));
    const text = await content(join(this.#folder, 'last-good.bundle'));
    return { ...state, ...(text !== undefined && { text }) };
  }

  /** Killed anywhere, the files are the old ones or the new ones; a bundle is verified anyway. */
  async write({ text, ...state }: Remembered): Promise<void> {
    if (this.#folder === undefined) return;
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    if (text !== undefined) await replace(join(this.#folder, 'last-good.bundle'), text);
    await replace(join(this.#folder, 'guard.json'), JSON.stringify(state));
  }
}

async function replace(path: string, text: string): Promise<void> {
  const draft = `${path}.${process.pid}.tmp`;
  await writeFile(draft, text, { mode: 0o600, flush: true });
  await rename(draft, path);
}

async function content(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** A state that cannot be read is none: its bundle counts as unconfirmed. */
async function parsed(path: string): Promise<unknown> {
  try {
    return JSON.parse((await content(path)) ?? '{}');
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}

function textsOf(value: unknown): Record<string, string> {
  const entries: [string, unknown][] = Object.entries(value ?? {});
  return Object.fromEntries(
    entries.flatMap(([key, text]) => (typeof text === 'string' ? [[key, text] as const] : [])),
  );
}
