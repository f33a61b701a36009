import { gitOutput, zeroSeparated } from './git.ts';

/** A file or link of a commit. */
export interface TreeEntry {
  /** Relative to the top of the repository. */
  readonly path: string;
  readonly kind: 'file' | 'link';
  readonly object: string;
  readonly size: number;
}

/** Every file and link of a commit below a folder of it (`''`: all). Submodules are other repositories and left out. */
export async function listTree(
  cwd: string,
  commit: string,
  folder: string,
): Promise<readonly TreeEntry[]> {
  const where = folder === '' ? [] : ['--', `${folder}/`];
  const args = ['ls-tree', '-r', '-z', '--long', '--full-tree', commit, ...where];
  return zeroSeparated(await gitOutput(cwd, args)).flatMap(treeEntry);
}

/** Contents by object id, read by one git process however many there are. */
export async function readObjects(
  cwd: string,
  objects: readonly string[],
): Promise<ReadonlyMap<string, Buffer>> {
  const contents = new Map<string, Buffer>();
  if (objects.length === 0) return contents;
  const input = `${[...new Set(objects)].join('\n')}\n`;
  const output = await gitOutput(cwd, ['cat-file', '--batch'], input);
  let at = 0;
  while (at < output.length) {
    const headerEnd = output.indexOf(10, at);
    const [object = '', , size = ''] = output.toString('latin1', at, headerEnd).split(' ');
    const end = headerEnd + 1 + Number(size);
    if (!Number.isSafeInteger(end)) throw new Error(`git cat-file has no object ${object}`);
    contents.set(object, output.subarray(headerEnd + 1, end));
    at = end + 1;
  }
  return contents;
}

/** `MODE TYPE OBJECT    SIZE\tPATH`, the size padded with spaces. */
function treeEntry(line: string): readonly TreeEntry[] {
  const tab = line.indexOf('\t');
  const [mode, type, object = '', size] = line.slice(0, tab).split(/ +/);
  if (type !== 'blob') return [];
  const kind = mode === '120000' ? 'link' : 'file';
  return [{ path: line.slice(tab + 1), kind, object, size: Number(size) }];
}
