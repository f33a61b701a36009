import { extractFacts, isModuleConfig, linkFlows, moduleResolver } from '@troth/facts';
import type { CompiledPolicy } from '@troth/compiler';

import { scan } from '../scan.ts';
import type { Finding, Note } from '../finding.ts';
import { catalogue, northwind } from './policies.ts';

/** Text of each file by its path. */
export type Program = Readonly<Record<string, string>>;

/** What the shipped rules find in a program of several files, by path. */
export function scanProgram(program: Program): readonly Finding[] {
  return judgeProgram(program, northwind).findings;
}

/** What one rule tells of a program: `src/a.ts:2 …` for a finding, `src/a.ts:2? …` for a note. */
export function toldBy(
  rule: string,
  program: Program,
  policy: CompiledPolicy = northwind,
): readonly string[] {
  const { findings, notes } = judgeProgram(program, policy);
  const told = (reports: readonly (Finding | Note)[], mark: string): readonly string[] =>
    reports
      .filter((one) => one.rule === rule)
      .map(({ at, message }) => `${at.file}:${at.line}${mark} ${message}`);
  return [...told(findings, ''), ...told(notes, '?')];
}

function judgeProgram(
  program: Program,
  policy: CompiledPolicy,
): { readonly findings: readonly Finding[]; readonly notes: readonly Note[] } {
  const files = Object.entries(program).map(([path, text]) => ({ path, text }));
  const read = files.map((file) => extractFacts(file, { parsers: {} }));
  const facts = read.flatMap((one) => one.facts);
  const flowing = linkFlows({
    flows: read.flatMap(({ flow }) => flow ?? []),
    models: facts.filter((fact) => fact.kind === 'model'),
    resolve: moduleResolver({
      paths: files.map(({ path }) => path),
      configs: files.filter(({ path }) => isModuleConfig(path)),
    }),
  });
  return scan({
    policy,
    facts: [...facts, ...flowing],
    catalogue,
    waivers: [],
    today: '2026-11-23',
  });
}
