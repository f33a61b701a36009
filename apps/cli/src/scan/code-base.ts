import { isExtractable, isModuleConfig } from '@troth/facts';
import type { Outcome, SkippedFile, SourceFile } from '@troth/sources';
import { readTexts, readTreeAt, walkTree } from '@troth/sources';
import { dirname, resolve } from 'node:path';
import { UsageError } from '../failures.ts';
import { shownPath } from '../shown-path.ts';

/** The files one scan knows of, wherever they came from. Paths as messages name them. */
export interface CodeBase {
  /** Code, schemas and infrastructure that the scan reports on. */
  readonly code: readonly SourceFile[];
  /** Schemas beside the data maps that the policy names; known, but not reported on. */
  readonly context: readonly SourceFile[];
  /** `package.json` and `tsconfig*.json`: how the code's module names are resolved. */
  readonly configs: readonly SourceFile[];
  /** `data-map/*.yaml`, found below what is scanned or named by the policy. */
  readonly dataMaps: readonly SourceFile[];
  readonly skipped: readonly SkippedFile[];
}

/** What to read for a scan. */
export interface CodeBaseRequest {
  /** Files and folders to scan, relative to `cwd`. */
  readonly paths: readonly string[];
  /** Folders of data maps that the policy names, relative to `cwd`. */
  readonly dataMaps: readonly string[];
  readonly cwd: string;
}

/**
 * Reads the working tree.
 * @throws UsageError for a path that does not exist: a scan of nothing must not pass
 */
export async function readCodeBase({ paths, dataMaps, cwd }: CodeBaseRequest): Promise<CodeBase> {
  const scanned = await walkTree(paths, cwd, { accepts: isOfInterest });
  const named = paths.map((path) => resolve(cwd, path));
  const missing = scanned.skipped.find(
    ({ path, reason }) => named.includes(path) && reason === 'it does not exist',
  );
  if (missing !== undefined)
    throw new UsageError(`there is no \`${shownPath(missing.path, cwd)}\` to scan`);
  const around = await walkTree(
    dataMaps.map((folder) => dirname(resolve(cwd, folder))),
    cwd,
    { accepts: isMap },
  );
  const texts = await readTexts(scanned.files);
  const known = new Set(scanned.files.map(({ path }) => path));
  const more = await readTexts(around.files.filter(({ path }) => !known.has(path)));
  return sorted(
    texts.files,
    more.files,
    [...scanned.skipped, ...texts.skipped, ...more.skipped],
    cwd,
  );
}

/** Reads the whole tree of a commit, as `readCodeBase` would where it is checked out. */
export async function readCodeBaseAt(ref: string, cwd: string): Promise<Outcome<CodeBase>> {
  const tree = await readTreeAt(ref, cwd, { accepts: isOfInterest });
  if (tree.kind === 'refused') return tree;
  return { kind: 'found', value: sorted(tree.value, [], [], cwd) };
}

function sorted(
  scanned: readonly SourceFile[],
  around: readonly SourceFile[],
  skipped: readonly SkippedFile[],
  cwd: string,
): CodeBase {
  const shown = ({ path, text }: SourceFile): SourceFile => ({ path: shownPath(path, cwd), text });
  return {
    code: scanned.filter(({ path }) => isExtractable(path)).map(shown),
    context: around.filter(({ path }) => isExtractable(path)).map(shown),
    configs: scanned.filter(({ path }) => isModuleConfig(path)).map(shown),
    dataMaps: [...scanned, ...around].filter(({ path }) => isDataMap(path)).map(shown),
    skipped: skipped.map(({ path, reason }) => ({ path: shownPath(path, cwd), reason })),
  };
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
