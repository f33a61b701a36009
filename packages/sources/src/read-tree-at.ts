import { join } from 'node:path';
import { listTree, readObjects } from './git-objects.ts';
import { decodeText } from './read-text.ts';
import { repositoryRoot, resolveRef } from './revisions.ts';
import type { Outcome, SourceFile } from './source-file.ts';
import { byPath } from './source-file.ts';
import { NEVER_ENTERED } from './tracked-files.ts';
import type { WalkOptions } from './walk-tree.ts';
import { MAX_SOURCE_BYTES } from './walk-tree.ts';

/**
 * The files of a commit, as `walkTree` and `readTexts` give them where that commit is checked out,
 * without writing anything. Paths are absolute, as if the commit stood in the working tree.
 */
export async function readTreeAt(
  ref: string,
  cwd: string,
  options: WalkOptions = {},
): Promise<Outcome<readonly SourceFile[]>> {
  const root = await repositoryRoot(cwd);
  if (root.kind === 'refused') return root;
  const commit = await resolveRef(ref, cwd);
  if (commit.kind === 'refused') return commit;
  const maxBytes = options.maxBytes ?? MAX_SOURCE_BYTES;
  const wanted = (await listTree(cwd, commit.value, ''))
    .filter((entry) => entry.kind === 'file' && entry.size <= maxBytes)
    .filter((entry) => !entry.path.split('/').some((name) => NEVER_ENTERED.has(name)))
    .map((entry) => ({ ...entry, path: join(root.value, entry.path) }))
    .filter((entry) => options.accepts?.(entry.path) ?? true);
  const contents = await readObjects(
    cwd,
    wanted.map((entry) => entry.object),
  );
  const files = wanted.flatMap(({ path, object }): readonly SourceFile[] => {
    const bytes = contents.get(object);
    const text = bytes === undefined ? undefined : decodeText(bytes);
    return text === undefined ? [] : [{ path, text }];
  });
  return { kind: 'found', value: files.toSorted(byPath) };
}
