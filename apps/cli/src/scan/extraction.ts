import type { Extraction, Parsers } from '@troth/facts';
import { extractPrisma, extractTerraform, linkFlows, moduleResolver } from '@troth/facts';
import type { SourceFile } from '@troth/sources';
import { posix } from 'node:path';
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
}

/** Whether a file means something only together with those of its folder. */
export function isJoined(path: string): boolean {
  return path.endsWith('.prisma') || path.endsWith('.tf');
}

/** What all files of a program say: each was read by itself, now values are followed from file to file. */
export function joinProgram({ readings, joined, configs, parsers }: Program): Extraction {
  const { hcl } = parsers;
  const schemas = byFolder(joined, '.prisma').map(extractPrisma);
  const modules =
    hcl === undefined ? [] : byFolder(joined, '.tf').map((module) => extractTerraform(module, hcl));
  const code = readings.map(({ extraction }) => extraction);
  const all = [...schemas, ...modules, ...code];
  const facts = all.flatMap((one) => one.facts);
  const flowing = linkFlows({
    flows: code.flatMap(({ flow }) => flow ?? []),
    models: facts.filter((fact) => fact.kind === 'model'),
    resolve: moduleResolver({ paths: readings.map(({ path }) => path), configs }),
  });
  return { facts: [...facts, ...flowing], problems: all.flatMap(({ problems }) => problems) };
}

/** Files that a tool joins because they stand in one folder: a Terraform module, a Prisma schema of several files. */
function byFolder(
  files: readonly SourceFile[],
  ending: string,
): readonly (readonly SourceFile[])[] {
  const wanted = files.filter(({ path }) => path.endsWith(ending));
  return [...Map.groupBy(wanted, ({ path }) => posix.dirname(path)).values()];
}
