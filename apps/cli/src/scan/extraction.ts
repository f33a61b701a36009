import type { Extraction, Parsers } from '@troth/facts';
import {
  extractPrisma,
  extractSql,
  extractTerraform,
  isTerraformPath,
  joinFiles,
  linkFlows,
  moduleResolver,
  prismaSchemas,
  sqlDatabases,
  withoutRepeated,
} from '@troth/facts';
import type { SourceFile } from '@troth/sources';
import type { FileReading } from './reading.ts';

/** All that is known of a program. */
export interface Program {
  /** Files that are read by themselves, in the order of their paths. */
  readonly readings: readonly FileReading[];
  /** Prisma's schemas; of a folder, its files are one. */
  readonly schemas: readonly SourceFile[];
  /** What databases and infrastructure say. */
  readonly deployed: readonly Extraction[];
  /** How the code's module names are resolved. */
  readonly configs: readonly SourceFile[];
  /** The text of a file that others name; nothing where every file is a program by itself. */
  readonly textOf?: (path: string) => string | undefined;
}

/** Whether a file means something only together with its neighbours. */
export function isJoined(path: string): boolean {
  return /\.(?:prisma|sql)$/u.test(path) || isTerraformPath(path);
}

/** What migrations and Terraform say, which a tool joins before it reads them. */
export function extractDeployed(
  joined: readonly SourceFile[],
  { hcl, sql }: Parsers,
): readonly Extraction[] {
  const databases =
    sql === undefined ? [] : sqlDatabases(joined).map((files) => extractSql(files, sql));
  if (hcl === undefined) return databases;
  const modules = joined.filter(({ path }) => isTerraformPath(path));
  return [...databases, extractTerraform(modules, hcl)];
}

/** What all files of a program say: each was read by itself, now values are followed from file to file. */
export function joinProgram(program: Program): Extraction {
  const { schemas, deployed, configs, textOf } = program;
  const readings = textOf === undefined ? program.readings : joinFiles(program.readings, textOf);
  const code = readings.map(({ extraction }) => extraction);
  const all = [...prismaSchemas(schemas).map(extractPrisma), ...deployed, ...code];
  const facts = withoutRepeated(all.flatMap((one) => one.facts));
  const flowing = linkFlows({
    flows: code.flatMap(({ flow }) => flow ?? []),
    models: facts.filter((fact) => fact.kind === 'model'),
    resolve: moduleResolver({ paths: readings.map(({ path }) => path), configs }),
  });
  return {
    facts: [...facts, ...flowing],
    problems: all.flatMap(({ problems }) => problems),
    unread: all.flatMap(({ unread }) => unread ?? []),
  };
}
