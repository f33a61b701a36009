import { extractFacts, isModuleConfig, linkFlows, moduleResolver } from '@troth/facts';

import { scan } from '../scan.ts';
import type { Finding } from '../finding.ts';
import { catalogue, northwind } from './policies.ts';

/** What the shipped rules find in a program of several files, by path. */
export function scanProgram(program: Readonly<Record<string, string>>): readonly Finding[] {
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
  const { findings } = scan({
    policy: northwind,
    facts: [...facts, ...flowing],
    catalogue,
    waivers: [],
    today: '2026-11-23',
  });
  return findings;
}
