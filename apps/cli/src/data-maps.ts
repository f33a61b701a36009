import type { Column, CompiledPolicy, DataMap, ForeignKey, Table } from '@troth/compiler';
import { compileDataMap } from '@troth/compiler';
import type { Diagnostic } from '@troth/diagnostics';
import { diagnostic } from '@troth/diagnostics';
import type { ModelFact, RelationFact } from '@troth/facts';
import { extractPrisma } from '@troth/facts';
import type { SourceFile } from '@troth/sources';
import { posix, resolve } from 'node:path';
import { UsageError } from './failures.ts';
import type { SoundProject } from './project.ts';
import { readCodeBase } from './scan/code-base.ts';
import { shownPath } from './shown-path.ts';

export interface CompiledDataMaps {
  /** By the path of their files. */
  readonly dataMaps: readonly DataMap[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Compiles data maps with the schemas of their applications. An application is the folder that
 * `data-map/` stands in; the schema paths in a map are relative to it.
 * @param files the maps and at least the `.prisma` files of their applications
 */
export function compileDataMaps(
  maps: readonly SourceFile[],
  files: readonly SourceFile[],
  policy: Pick<CompiledPolicy, 'vocabulary'>,
): CompiledDataMaps {
  const compiled = maps.map((file) => {
    const schemas = schemasOf(posix.dirname(posix.dirname(file.path)), files);
    const tables = new Map(schemas.map(({ path, tables: own }) => [path, own]));
    const { dataMap, diagnostics } = compileDataMap({ file, tables }, policy);
    // A schema the map does not speak of may be anybody's; one it names must be read without a doubt.
    const named = schemas.filter(({ path }) => file.text.includes(path));
    const problems = named.flatMap((schema) => schema.problems);
    return {
      dataMaps: dataMap === undefined ? [] : [dataMap],
      diagnostics: [...diagnostics, ...problems],
    };
  });
  return {
    dataMaps: compiled.flatMap(({ dataMaps }) => dataMaps),
    diagnostics: compiled.flatMap(({ diagnostics }) => diagnostics),
  };
}

/**
 * Reads and compiles the data maps that a policy names.
 * @throws UsageError for a folder without a map: a bundle or a scan that silently knows no store would say too much
 */
export async function loadDataMaps(project: SoundProject, cwd: string): Promise<CompiledDataMaps> {
  const folders = project.compilation.dataMaps;
  const { context, dataMaps } = await readCodeBase({ paths: [], dataMaps: folders, cwd });
  for (const folder of folders) {
    const below = `${shownPath(resolve(cwd, folder), cwd)}/`;
    if (!dataMaps.some(({ path }) => path.startsWith(below))) {
      throw new UsageError(
        `policy.yaml names the data map \`${folder}\`, and no .yaml file stands there`,
      );
    }
  }
  const named = dataMaps.filter(({ path }) =>
    folders.some((folder) => path.startsWith(`${shownPath(resolve(cwd, folder), cwd)}/`)),
  );
  return compileDataMaps(named, context, project.policy);
}

/** Where one data map is wanted, all of them together; nothing when there is none. */
export function joinDataMaps(maps: readonly DataMap[]): DataMap | undefined {
  if (maps.length <= 1) return maps[0];
  return {
    application: maps.map(({ application }) => application).join('+'),
    stores: maps.flatMap(({ stores }) => stores),
  };
}

interface Schema {
  /** What a map calls it: a file, or a folder of several, from the application's folder. */
  readonly path: string;
  readonly tables: readonly Table[];
  readonly problems: readonly Diagnostic[];
}

function schemasOf(application: string, files: readonly SourceFile[]): readonly Schema[] {
  const inside = (path: string): string => posix.relative(application, path);
  const own = files.filter(
    ({ path }) => path.endsWith('.prisma') && !inside(path).startsWith('../'),
  );
  const folders = Map.groupBy(own, ({ path }) => inside(posix.dirname(path)));
  const groups = [...own.map((file) => [inside(file.path), [file]] as const), ...folders];
  return groups.map(([path, schema]) => {
    const { facts, problems } = extractPrisma(schema);
    return {
      path,
      tables: tablesOf(facts),
      problems: problems.map(({ at, message }) =>
        diagnostic('map/unknown-column', at, message, { help: HELP }),
      ),
    };
  });
}

const HELP = 'write `/// @data CATEGORY` or `/// @data none -- reason` right above the field';

function tablesOf(facts: readonly { readonly kind: string }[]): readonly Table[] {
  const models = facts.filter(isModel);
  return models.map((model) => tableOf(model, models));
}

function isModel(fact: { readonly kind: string }): fact is ModelFact {
  return fact.kind === 'model';
}

function tableOf(model: ModelFact, models: readonly ModelFact[]): Table {
  const subjectColumn = model.subjectOf?.column;
  return {
    name: model.table,
    primaryKey: model.primaryKey,
    columns: model.fields.map(({ column, nullable, data, none }): Column => ({
      name: column,
      nullable,
      data,
      ...(none !== undefined && { none }),
    })),
    foreignKeys: model.relations.map((relation) => foreignKeyOf(relation, models)),
    ...(subjectColumn !== undefined && { subjectColumn }),
    ...(model.item !== undefined && { item: model.item }),
  };
}

function foreignKeyOf(
  { columns, model, references, onDelete }: RelationFact,
  models: readonly ModelFact[],
): ForeignKey {
  const table = models.find((other) => other.model === model)?.table ?? model;
  return { columns, table, references, onDelete };
}
