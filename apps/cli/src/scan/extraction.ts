import type { Extraction, ModelFact, Parsers, TypeShape } from '@troth/facts';
import { extractFacts, extractPrisma, extractTerraform } from '@troth/facts';
import type { SourceFile } from '@troth/sources';
import { posix } from 'node:path';

/** What all files of a program say, schemas first: their models tell the code's `user.email` from `invoice.email`. */
export function extractProgram(
  files: readonly SourceFile[],
  parsers: Parsers,
  tell: (done: number) => void,
): Extraction {
  const schemas = byFolder(files, '.prisma').map(extractPrisma);
  const infrastructure = parsers.hcl === undefined ? [] : byFolder(files, '.tf');
  const { hcl } = parsers;
  const modules =
    hcl === undefined ? [] : infrastructure.map((module) => extractTerraform(module, hcl));
  const models = schemas.flatMap(({ facts }) => facts).filter((fact) => fact.kind === 'model');
  const context = { types: typesOf(models), parsers };
  const rest = files.filter(
    ({ path }) => !path.endsWith('.prisma') && !(hcl !== undefined && path.endsWith('.tf')),
  );
  const code = rest.map((file, index) => {
    if (index % 50 === 0) tell(index);
    return extractFacts(file, context);
  });
  const all = [...schemas, ...modules, ...code];
  return {
    facts: all.flatMap(({ facts }) => facts),
    problems: all.flatMap(({ problems }) => problems),
  };
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
