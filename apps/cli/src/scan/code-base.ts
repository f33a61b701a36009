import { isExtractable, isModuleConfig } from '@troth/facts';
import type { Outcome, SkippedFile, SourceFile, WalkedFile } from '@troth/sources';
import { knownContentIds, readTexts, readTreeAt, walkTree } from '@troth/sources';
import { dirname, resolve } from 'node:path';
import { UsageError } from '../failures.ts';
import { shownPath } from '../shown-path.ts';
import { isJoined } from './extraction.ts';
import type { CodeFile } from './reading.ts';

/** The files one scan knows of, wherever they came from. Paths as messages name them. */
export interface CodeBase {
  /** Code that is read file by file. */
  readonly code: readonly CodeFile[];
  /** Schemas and infrastructure, which are read together with their neighbours. */
  readonly joined: readonly SourceFile[];
  /** Schemas beside the data maps that the policy names; known, but not reported on. */
  readonly context: readonly SourceFile[];
  /** `package.json` and `tsconfig*.json`: how the code's module names are resolved. */
  readonly configs: readonly SourceFile[];
  /** `data-map/*.yaml`, found below what is scanned or named by the policy. */
  readonly dataMaps: readonly SourceFile[];
  readonly skipped: readonly SkippedFile[];
}

/** The files below what is scanned, before anything of them is read. */
export interface FoundFiles {
  /** Code that is read file by file. */
  readonly code: readonly CodeFile[];
  readonly files: readonly WalkedFile[];
  readonly skipped: readonly SkippedFile[];
}

/** What to read for a scan. */
export interface CodeBaseRequest {
  /** Files and folders to scan, relative to `cwd`; or what was found there before. */
  readonly paths: readonly string[] | FoundFiles;
  /** Folders of data maps that the policy names, relative to `cwd`. */
  readonly dataMaps: readonly string[];
  readonly cwd: string;
}

/**
 * Looks for files in the working tree.
 * @throws UsageError for a path that does not exist: a scan of nothing must not pass
 */
export async function findFiles(paths: readonly string[], cwd: string): Promise<FoundFiles> {
  const [{ files, skipped }, ids] = await Promise.all([
    walkTree(paths, cwd, { accepts: isOfInterest }),
    knownContentIds(cwd),
  ]);
  const named = paths.map((path) => resolve(cwd, path));
  const missing = skipped.find(
    ({ path, reason }) => named.includes(path) && reason === 'it does not exist',
  );
  if (missing !== undefined)
    throw new UsageError(`there is no \`${shownPath(missing.path, cwd)}\` to scan`);
  const onDisk = ({ path, bytes }: WalkedFile): CodeFile => {
    const id = ids.get(path);
    return {
      path: shownPath(path, cwd),
      absolute: path,
      bytes,
      ...(id !== undefined && { id }),
    };
  };
  return { code: files.filter(({ path }) => isReadAlone(path)).map(onDisk), files, skipped };
}

/**
 * Reads the working tree.
 * @throws UsageError for a path that does not exist
 */
export async function readCodeBase({ paths, dataMaps, cwd }: CodeBaseRequest): Promise<CodeBase> {
  const found = 'code' in paths ? paths : await findFiles(paths, cwd);
  const around = await walkTree(
    dataMaps.map((folder) => dirname(resolve(cwd, folder))),
    cwd,
    { accepts: isMap },
  );
  const known = new Set(found.files.map(({ path }) => path));
  const [texts, more] = await Promise.all([
    readTexts(found.files.filter(({ path }) => isReadAtOnce(path))),
    readTexts(around.files.filter(({ path }) => !known.has(path))),
  ]);
  return {
    code: found.code,
    ...textsOf(texts.files, more.files, cwd),
    skipped: [...found.skipped, ...texts.skipped, ...more.skipped].map(({ path, reason }) => ({
      path: shownPath(path, cwd),
      reason,
    })),
  };
}

/** Reads the whole tree of a commit, as `readCodeBase` would where it is checked out. */
export async function readCodeBaseAt(ref: string, cwd: string): Promise<Outcome<CodeBase>> {
  const tree = await readTreeAt(ref, cwd, { accepts: isOfInterest });
  if (tree.kind === 'refused') return tree;
  const inMemory = ({ path, text }: SourceFile): CodeFile => ({
    path: shownPath(path, cwd),
    absolute: path,
    text,
  });
  const code = tree.value.filter(({ path }) => isReadAlone(path)).map(inMemory);
  return { kind: 'found', value: { code, ...textsOf(tree.value, [], cwd), skipped: [] } };
}

function textsOf(
  scanned: readonly SourceFile[],
  around: readonly SourceFile[],
  cwd: string,
): Pick<CodeBase, 'joined' | 'context' | 'configs' | 'dataMaps'> {
  const shown = ({ path, text }: SourceFile): SourceFile => ({ path: shownPath(path, cwd), text });
  return {
    joined: scanned.filter(({ path }) => isJoined(path)).map(shown),
    context: around.filter(({ path }) => isJoined(path)).map(shown),
    configs: scanned.filter(({ path }) => isModuleConfig(path)).map(shown),
    dataMaps: [...scanned, ...around].filter(({ path }) => isDataMap(path)).map(shown),
  };
}

/** Whether its text is wanted before anything is judged; other files are read by whoever extracts them. */
function isReadAtOnce(path: string): boolean {
  return isJoined(path) || isModuleConfig(path) || isDataMap(path);
}

function isReadAlone(path: string): boolean {
  return isExtractable(path) && !isJoined(path);
}

function isOfInterest(path: string): boolean {
  return isExtractable(path) || isModuleConfig(path) || isDataMap(path);
}

/** What an application's data map is made of: its own file and the schemas it speaks of. */
function isMap(path: string): boolean {
  return isDataMap(path) || path.endsWith('.prisma');
}

function isDataMap(path: string): boolean {
  return /(?:^|\/)data-map\/[^/]+\.yaml$/.test(path);
}
