import type { Change } from '@troth/sources';
import { posix, resolve, sep } from 'node:path';
import { shownPath } from '../shown-path.ts';
import type { CodeBase } from './code-base.ts';

/**
 * The files in which a change can make or mend a finding; nothing where it can do so anywhere. A
 * changed policy, waiver, data map or schema speaks of every file; a Terraform file of its folder,
 * which is one module; any other file of itself alone, for facts are read file by file.
 */
export function affectedBy(
  change: Change,
  code: CodeBase,
  policy: string,
  cwd: string,
): ReadonlySet<string> | undefined {
  const touched = [...change.changed, ...change.deleted];
  const folder = `${resolve(cwd, policy)}${sep}`;
  if (touched.some((path) => path.startsWith(folder) || speaksOfAll(path))) return undefined;
  const shown = touched.map((path) => shownPath(path, cwd));
  const modules = new Set(
    shown.filter((path) => path.endsWith('.tf')).map((path) => posix.dirname(path)),
  );
  const changed = new Set(shown);
  const affected = code.code.filter(
    ({ path }) => changed.has(path) || (path.endsWith('.tf') && modules.has(posix.dirname(path))),
  );
  return new Set(affected.map(({ path }) => path));
}

function speaksOfAll(path: string): boolean {
  return path.endsWith('.prisma') || /(?:^|\/)data-map\/[^/]+\.yaml$/.test(path);
}
