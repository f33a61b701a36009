import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { shownPath } from './shown-path.ts';
import type { Terminal } from './terminal.ts';
import { cannotWrite } from './write-failure.ts';

/** Prints a result, or writes it to a file and prints its name. */
export async function print(
  text: string,
  { out, terminal }: { readonly out: string | undefined; readonly terminal: Terminal },
): Promise<void> {
  if (out === undefined) {
    terminal.out(text);
    return;
  }
  const path = resolve(terminal.cwd, out);
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  } catch (error) {
    throw cannotWrite(path, error);
  }
  terminal.out(`${shownPath(path, terminal.cwd)}\n`);
}
