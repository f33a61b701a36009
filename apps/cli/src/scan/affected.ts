import { isTerraformPath, moduleResolver } from '@troth/facts';
import type { Change } from '@troth/sources';
import { resolve, sep } from 'node:path';
import { shownPath } from '../shown-path.ts';
import type { CodeBase } from './code-base.ts';
import type { Reader } from './reader.ts';
import { FILE } from './reading.ts';

/** A change, and from where paths and its policy are seen. */
export interface Since {
  readonly change: Change;
  /** The policy's folder, relative to `cwd`. */
  readonly policy: string;
  readonly cwd: string;
}

/** Paths of files, as messages name them. */
export interface Affected {
  /** Those in which the change can make or mend a finding. */
  readonly reported: ReadonlySet<string>;
  /** Those and what they are built on, whose functions values flow through. */
  readonly read: ReadonlySet<string>;
}

/**
 * What a change can affect; nothing where it can be anything. A changed policy, waiver, data map,
 * schema or module setting speaks of every file; a Terraform file of all Terraform, since modules call each
 * other; code of itself and of whoever imports it, however far away.
 */
export async function affectedBy(
  { change, policy, cwd }: Since,
  code: CodeBase,
  reader: Reader,
): Promise<Affected | undefined> {
  const touched = [...change.changed, ...change.deleted];
  const folder = `${resolve(cwd, policy)}${sep}`;
  if (touched.some((path) => path.startsWith(folder) || speaksOfAll(path))) return undefined;
  const shown = touched.map((path) => shownPath(path, cwd));
  const graph = graphOf(await reader.imports(code.code), code, shown);
  const reported = reachable(shown, graph.importers);
  const touchesModules = shown.some(isTerraformPath);
  const joined = code.joined
    .map(({ path }) => path)
    .filter((path) => reported.has(path) || (touchesModules && isTerraformPath(path)));
  return {
    reported: new Set([...reported, ...joined]),
    read: reachable(reported, graph.imported),
  };
}

function speaksOfAll(path: string): boolean {
  return (
    /\.prisma$|(?:^|\/)[tj]sconfig[^/]*\.json$/.test(path) ||
    /(?:^|\/)data-map\/[^/]+\.yaml$/.test(path)
  );
}

type Edges = ReadonlyMap<string, readonly string[]>;

/** Who imports whom; deleted files are still in it, for what imported them changes its meaning. */
function graphOf(
  imports: ReadonlyMap<string, readonly string[]>,
  { configs }: CodeBase,
  touched: readonly string[],
): { readonly imported: Edges; readonly importers: Edges } {
  const resolveModule = moduleResolver({
    paths: [...new Set([...imports.keys(), ...touched])],
    configs,
  });
  const importers = new Map<string, string[]>();
  const imported = new Map<string, string[]>();
  for (const [path, specifiers] of imports) {
    for (const specifier of specifiers) {
      const isFile = specifier.startsWith(FILE);
      const target = isFile ? specifier.slice(FILE.length) : resolveModule(path, specifier);
      if (target === undefined) continue;
      link(imported, path, target);
      link(importers, target, path);
      // What is named as a file is judged together with what names it: each can change the other.
      if (!isFile) continue;
      link(imported, target, path);
      link(importers, path, target);
    }
  }
  return { imported, importers };
}

function link(edges: Map<string, string[]>, from: string, to: string): void {
  const known = edges.get(from);
  if (known === undefined) edges.set(from, [to]);
  else known.push(to);
}

function reachable(from: Iterable<string>, edges: Edges): ReadonlySet<string> {
  const seen = new Set<string>();
  const open = [...from];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (seen.has(at)) continue;
    seen.add(at);
    open.push(...(edges.get(at) ?? []));
  }
  return seen;
}
