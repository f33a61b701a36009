import type { Extraction, ExtractionContext, Parsers } from '@troth/facts';
import {
  extractFacts,
  extractPrisma,
  extractTerraform,
  linkFlows,
  moduleResolver,
} from '@troth/facts';
import type { SourceFile } from '@troth/sources';
import { posix } from 'node:path';

/** What files said when they were last read, so that two scans of nearly the same tree read each file once. */
export type ExtractionCache = Map<string, CachedExtraction>;

interface CachedExtraction {
  readonly text: string;
  readonly extraction: Extraction;
}

export interface ExtractionRequest {
  readonly files: readonly SourceFile[];
  /** How the code's module names are resolved. */
  readonly configs: readonly SourceFile[];
  readonly parsers: Parsers;
  readonly cache: ExtractionCache;
  /** Told how many code files have been read. */
  readonly tell: (done: number) => void;
}

/** What all files of a program say: each is read by itself, then values are followed from file to file. */
export function extractProgram(request: ExtractionRequest): Extraction {
  const { files, configs, parsers, cache, tell } = request;
  const { hcl } = parsers;
  const schemas = byFolder(files, '.prisma').map(extractPrisma);
  const modules =
    hcl === undefined ? [] : byFolder(files, '.tf').map((module) => extractTerraform(module, hcl));
  const rest = files.filter(
    ({ path }) => !path.endsWith('.prisma') && (hcl === undefined || !path.endsWith('.tf')),
  );
  const code = rest.map((file, index) => {
    if (index % 50 === 0) tell(index);
    return once(cache, file, { parsers });
  });
  const all = [...schemas, ...modules, ...code];
  const facts = all.flatMap((one) => one.facts);
  const flowing = linkFlows({
    flows: code.flatMap(({ flow }) => flow ?? []),
    models: facts.filter((fact) => fact.kind === 'model'),
    resolve: moduleResolver({ paths: rest.map(({ path }) => path), configs }),
  });
  return { facts: [...facts, ...flowing], problems: all.flatMap(({ problems }) => problems) };
}

function once(cache: ExtractionCache, file: SourceFile, context: ExtractionContext): Extraction {
  const known = cache.get(file.path);
  if (known?.text === file.text) return known.extraction;
  const extraction = extractFacts(file, context);
  cache.set(file.path, { text: file.text, extraction });
  return extraction;
}

/** Files that a tool joins because they stand in one folder: a Terraform module, a Prisma schema of several files. */
function byFolder(
  files: readonly SourceFile[],
  ending: string,
): readonly (readonly SourceFile[])[] {
  const wanted = files.filter(({ path }) => path.endsWith(ending));
  return [...Map.groupBy(wanted, ({ path }) => posix.dirname(path)).values()];
}
