import type { CompiledPolicy } from '@troth/compiler';
import type { Finding } from '@troth/scanner';
import { fixOf, withEdits } from '@troth/scanner';
import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { cannotWrite } from '../write-failure.ts';

/** What was written, by file: the text before, so that an edit that did not help can be taken back. */
export type Fixed = ReadonlyMap<string, { readonly before: string; readonly edits: number }>;

/** Mends the new findings of which it is sure, and writes their files. */
export async function fixFindings(
  findings: readonly Finding[],
  policy: CompiledPolicy,
  cwd: string,
): Promise<Fixed> {
  const fresh = findings.filter(({ status }) => status === 'new');
  const fixed = new Map<string, { readonly before: string; readonly edits: number }>();
  for (const [path, found] of Map.groupBy(fresh, ({ at }) => at.file)) {
    const before = await readFile(resolve(cwd, path), 'utf8');
    const edits = found.flatMap((one) => fixOf(one, before, policy) ?? []);
    const after = withEdits(before, edits);
    if (after === before) continue;
    await write(resolve(cwd, path), after);
    fixed.set(path, { before, edits: edits.length });
  }
  return fixed;
}

/**
 * Takes back what did not help: a file with as many findings as before is as it was.
 * @param before findings of the scan that was mended
 * @param after findings of the same scan on what was written
 */
export async function takeBack(
  fixed: Fixed,
  { before, after }: { readonly before: readonly Finding[]; readonly after: readonly Finding[] },
  cwd: string,
): Promise<Fixed> {
  const count = (findings: readonly Finding[], path: string): number =>
    findings.filter(({ at }) => at.file === path).length;
  const useless = [...fixed].filter(([path]) => count(after, path) >= count(before, path));
  for (const [path, file] of useless) await write(resolve(cwd, path), file.before);
  return new Map([...fixed].filter(([path]) => !useless.some(([other]) => other === path)));
}

async function write(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text);
  } catch (error) {
    throw cannotWrite(path, error);
  }
}
