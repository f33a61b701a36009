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
  /** Schemas and infrastructure, which a tool joins before it reads them. */
  readonly joined: readonly SourceFile[];
  /** How the code's module names are resolved. */
  readonly configs: readonly SourceFile[];
  readonly parsers: Parsers;
  /** The text of a file that others name; nothing where every file is a program by itself. */
  readonly textOf?: (path: string) => string | undefined;
}

/** Whether a file means something only together with its neighbours. */
export function isJoined(path: string): boolean {
  return /\.(?:prisma|sql)$/u.test(path) || isTerraformPath(path);
}

/** What all files of a program say: each was read by itself, now values are followed from file to file. */
export function joinProgram(program: Program): Extraction {
  const { joined, configs, parsers, textOf } = program;
  const readings = textOf === undefined ? program.readings : joinFiles(program.readings, textOf);
  const { hcl, sql } = parsers;
  const schemas = prismaSchemas(joined).map(extractPrisma);
  const databases =
    sql === undefined ? [] : sqlDatabases(joined).map((files) => extractSql(files, sql));
  const modules =
    hcl === undefined
      ? []
      : [
          extractTerraform(
            joined.filter(({ path }) => isTerraformPath(path)),
            hcl,
          ),
        ];
  const code = readings.map(({ extraction }) => extraction);
  const all = [...schemas, ...databases, ...modules, ...code];
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
