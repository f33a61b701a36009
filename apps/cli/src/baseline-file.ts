import type { Baseline } from '@troth/scanner';
import { readBaseline } from '@troth/scanner';
import { readTreeAt } from '@troth/sources';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { UsageError } from './failures.ts';

/** @throws UsageError for a file that is no baseline: taken for an empty one, everything would be new */
export async function readBaselineFile(file: string, cwd: string): Promise<Baseline> {
  const content = await readFile(resolve(cwd, file), 'utf8').catch((error: unknown) => {
    throw new UsageError(`the baseline \`${file}\` cannot be read`, { cause: error });
  });
  const baseline = readBaseline(content);
  if (baseline === undefined)
    throw new UsageError(`\`${file}\` is no baseline: write one with --write-baseline`);
  return baseline;
}

/** The baseline as it stood at a commit; nothing where there was none, or no baseline. */
export async function readBaselineAt(
  ref: string,
  file: string,
  cwd: string,
): Promise<Baseline | undefined> {
  const path = resolve(cwd, file);
  const tree = await readTreeAt(ref, cwd, { accepts: (each) => each === path });
  if (tree.kind === 'refused') throw new UsageError(tree.reason);
  const [known] = tree.value;
  return known === undefined ? undefined : readBaseline(known.text);
}
