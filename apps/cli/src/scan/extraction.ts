import type { Extraction, ExtractionContext, ModelFact, Parsers, TypeShape } from '@troth/facts';
import { extractFacts, extractPrisma, extractTerraform } from '@troth/facts';
import type { SourceFile } from '@troth/sources';
import { posix } from 'node:path';

/** What files said when they were last read, so that two scans of nearly the same tree read each file once. */
export type ExtractionCache = Map<string, CachedExtraction>;

interface CachedExtraction {
  readonly text: string;
  readonly types: string;
  readonly extraction: Extraction;
}

export interface ExtractionRequest {
  readonly files: readonly SourceFile[];
  readonly parsers: Parsers;
  readonly cache: ExtractionCache;
  /** Told how many code files have been read. */
  readonly tell: (done: number) => void;
}

/** What all files of a program say, schemas first: their models tell the code's `user.email` from `invoice.email`. */
export function extractProgram({ files, parsers, cache, tell }: ExtractionRequest): Extraction {
  const { hcl } = parsers;
  const schemas = byFolder(files, '.prisma').map(extractPrisma);
  const modules =
    hcl === undefined ? [] : byFolder(files, '.tf').map((module) => extractTerraform(module, hcl));
  const models = schemas.flatMap(({ facts }) => facts).filter((fact) => fact.kind === 'model');
  const context = { types: typesOf(models), parsers };
  const types = JSON.stringify(context.types);
  const rest = files.filter(
    ({ path }) => !path.endsWith('.prisma') && (hcl === undefined || !path.endsWith('.tf')),
  );
  const code = rest.map((file, index) => {
    if (index % 50 === 0) tell(index);
    return once(cache, file, types, context);
  });
  const all = [...schemas, ...modules, ...code];
  return {
    facts: all.flatMap(({ facts }) => facts),
    problems: all.flatMap(({ problems }) => problems),
  };
}

function once(
  cache: ExtractionCache,
  file: SourceFile,
  types: string,
  context: ExtractionContext,
): Extraction {
  const known = cache.get(file.path);
  if (known?.text === file.text && known.types === types) return known.extraction;
  const extraction = extractFacts(file, context);
  cache.set(file.path, { text: file.text, types, extraction });
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

function typesOf(models: readonly ModelFact[]): readonly TypeShape[] {
  return models.map(({ model, fields }) => ({
    name: model,
    fields: fields.map(({ name, type }) => ({ name, type })),
  }));
}
