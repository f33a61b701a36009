import type { CompiledClause } from '@troth/compiler';
import { sentenceOf } from '@troth/compiler';
import type { ClauseEnforcement, Evidence } from '@troth/enforcement';
import type { TestResult } from '@troth/policy-tests';
import type { Finding } from '@troth/scanner';
import type { Revision } from '@troth/sources';
import { historyOf } from '@troth/sources';
import { resolve } from 'node:path';
import type { DataPlace } from './data-places.ts';
import { columnSites, dataPlacesOf } from './data-places.ts';
import { compileDataMaps } from './data-maps.ts';
import { enforcementNow } from './enforcement.ts';
import { runTestsOf } from './policy-tests.ts';
import type { SoundProject } from './project.ts';
import { ruleInWords } from './reporters/rule-words.ts';
import { readCodeBase } from './scan/code-base.ts';
import { scanProject } from './scan/scan-project.ts';
import type { Terminal } from './terminal.ts';

/** All that is known of one clause. */
export interface Explanation {
  readonly clause: CompiledClause;
  readonly sentence: string;
  /** Where its id stands. */
  readonly file: string;
  readonly line: number;
  readonly rules: readonly string[];
  readonly enforcement: ClauseEnforcement;
  /** Evidence on file for the controls it names, newest first. */
  readonly evidence: readonly Evidence[];
  readonly findings: readonly Finding[];
  /** Where the data it speaks of lives, as the data maps say. */
  readonly places: readonly DataPlace[];
  /** Policy tests that name it. */
  readonly tests: readonly TestResult[];
  /** Newest first. */
  readonly history: readonly Revision[];
}

/** Commits to show of a clause's file. */
const COMMITS = 5;

/** Explains clauses of one policy; the code below the working directory is scanned once for all. */
export async function explanationsOf(
  clauses: readonly CompiledClause[],
  project: SoundProject,
  evidence: readonly Evidence[],
  terminal: Terminal,
): Promise<readonly Explanation[]> {
  const { cwd } = terminal;
  const { policy, compilation } = project;
  const now = terminal.now();
  const enforcement = enforcementNow(policy, evidence, now);
  terminal.progress('scanning');
  const code = await readCodeBase({ paths: ['.'], dataMaps: compilation.dataMaps, cwd });
  const { findings } = await scanProject({ project, code, cwd, now, isolate: false });
  terminal.progress('');
  const known = [...code.joined, ...code.context];
  const { dataMaps } = compileDataMaps(code.dataMaps, known, policy);
  const sites = columnSites(known);
  const { tests } = runTestsOf(project, policy);
  const places = clauses.map(({ id }) => compilation.origins.get(id));
  const histories = await historiesOf(
    places.map((place) => place?.file ?? project.name),
    cwd,
  );
  return clauses.map((clause, index) => {
    const { file, line } = places[index] ?? { file: project.name, line: 1 };
    const kept = enforcement.clauses.find(({ id }) => id === clause.id);
    if (kept === undefined) throw new Error(`nothing is known of what keeps ${clause.id}`);
    return {
      clause,
      sentence: sentenceOf(clause),
      file,
      line,
      rules: clause.rules.map((rule) => ruleInWords(rule, policy.vocabulary)),
      enforcement: kept,
      evidence: evidenceFor(clause, evidence),
      findings: findings.filter((found) => found.clause === clause.id),
      places: dataPlacesOf(clause, dataMaps, { vocabulary: policy.vocabulary, sites }),
      tests: tests.filter(({ clauses: named }) => named.includes(clause.id)),
      history: histories.get(file) ?? [],
    };
  });
}

async function historiesOf(
  files: readonly string[],
  cwd: string,
): Promise<ReadonlyMap<string, readonly Revision[]>> {
  const histories = new Map<string, readonly Revision[]>();
  for (const file of new Set(files)) {
    histories.set(file, await historyOf(resolve(cwd, file), cwd, COMMITS));
  }
  return histories;
}

function evidenceFor(
  { rules }: CompiledClause,
  evidence: readonly Evidence[],
): readonly Evidence[] {
  const controls = new Set(
    rules.flatMap((rule) => (rule.verb === 'control' ? [rule.control] : [])),
  );
  return evidence
    .filter(({ control }) => controls.has(control))
    .toSorted((a, b) => b.at.localeCompare(a.at));
}
