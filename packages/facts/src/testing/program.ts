import { extractFacts } from '../extract-facts.ts';
import type { DataSentFact, Fact } from '../facts.ts';
import { linkFlows } from '../flow/link-flows.ts';
import { isModuleConfig, moduleResolver } from '../flow/module-resolver.ts';

/** A program's files by path; each kind of file is read as the scanner reads it. */
export type ProgramText = Readonly<Record<string, string>>;

/** All facts of a program that stands in memory. */
export function factsOfProgram(program: ProgramText): readonly Fact[] {
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
  return [...facts, ...flowing];
}

/** What leaves the program. */
export function sentByProgram(program: ProgramText): readonly DataSentFact[] {
  return factsOfProgram(program).filter((fact) => fact.kind === 'data-sent');
}

/** `log console: user.email (User)`, the way a reader would say it. */
export function toldOf({ sink, values }: DataSentFact): string {
  const to = sink.kind === 'package' ? `${sink.name} ${sink.call}` : sink.name;
  const what = values.map(({ path, type, key }) => {
    const name = path.join('.') + (type === undefined ? '' : ` (${type})`);
    return path.length > 1 || key === undefined || path[0] === key ? name : `${name} as ${key}`;
  });
  return `${sink.kind} ${to}: ${what.join(', ')}`;
}
