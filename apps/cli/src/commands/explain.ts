import type { CompiledClause } from '@troth/compiler';
import { sentenceOf } from '@troth/compiler';
import { nearest } from '@troth/diagnostics';
import type { ClauseEnforcement } from '@troth/enforcement';
import type { Finding } from '@troth/scanner';
import type { Revision } from '@troth/sources';
import { historyOf } from '@troth/sources';
import { resolve } from 'node:path';
import type { CommandSpec } from '../command.ts';
import { enforcementNow, readEvidence } from '../enforcement.ts';
import { UsageError } from '../failures.ts';
import { formatOption, optionalText, policyOption, text } from '../options.ts';
import type { SoundProject } from '../project.ts';
import { loadSoundProject } from '../project.ts';
import { explanationText } from '../reporters/explanation-text.ts';
import { enforcedByJson } from '../reporters/enforcement.ts';
import { json } from '../reporters/json.ts';
import { ruleInWords } from '../reporters/rule-words.ts';
import { findingJson } from '../reporters/scan-json.ts';
import { readCodeBase } from '../scan/code-base.ts';
import { scanProject } from '../scan/scan-project.ts';
import type { Terminal } from '../terminal.ts';

export const explain: CommandSpec = {
  name: 'explain',
  summary: 'tell all about one clause: sentence, rules, what keeps it, what breaks it',
  description:
    'Shows a clause as readers see it, its rules in words, what keeps it and which test proves that, ' +
    'every place in the code below the working directory that breaks it, and who changed its file last.',
  examples: [
    ['troth explain retention.deleted-items', 'one promise from sentence to code'],
    ['troth explain security.in-transit --format json', 'for a program'],
  ],
  configure: (command) => {
    formatOption(policyOption(command), ['text', 'json'])
      .argument('<clause>', 'id of the clause')
      .option('--evidence <file>', 'evidence on file, as JSON');
  },
  run: async ({ args, options }, terminal) => {
    const project = await loadSoundProject(text(options, 'policy'), terminal.cwd);
    const clause = clauseNamed(args[0] ?? '', project);
    const evidence = optionalText(options, 'evidence');
    const explanation = await explanationOf(clause, project, evidence, terminal);
    if (text(options, 'format') === 'json') terminal.out(json(explanationJson(explanation)));
    else terminal.out(explanationText(explanation, terminal.colors));
    return 0;
  },
};

/** All that is known of one clause. */
export interface Explanation {
  readonly clause: CompiledClause;
  readonly sentence: string;
  /** Where its id stands. */
  readonly file: string;
  readonly line: number;
  readonly rules: readonly string[];
  readonly enforcement: ClauseEnforcement;
  readonly findings: readonly Finding[];
  /** Newest first. */
  readonly history: readonly Revision[];
}

/** A former id still leads to its clause, as it does on the page. */
function clauseNamed(id: string, { policy, name }: SoundProject): CompiledClause {
  const found = policy.clauses.find((clause) => clause.id === id || clause.formerly.includes(id));
  if (found !== undefined) return found;
  const meant = nearest(
    id,
    policy.clauses.map((clause) => clause.id),
  );
  throw new UsageError(
    `${name} has no clause \`${id}\`${meant === undefined ? '' : `; did you mean \`${meant}\`?`}`,
  );
}

async function explanationOf(
  clause: CompiledClause,
  project: SoundProject,
  evidenceFile: string | undefined,
  terminal: Terminal,
): Promise<Explanation> {
  const { cwd } = terminal;
  const now = terminal.now();
  const evidence = evidenceFile === undefined ? [] : await readEvidence(resolve(cwd, evidenceFile));
  const enforcement = enforcementNow(project.policy, evidence, now).clauses.find(
    ({ id }) => id === clause.id,
  );
  if (enforcement === undefined) throw new Error(`nothing is known of what keeps ${clause.id}`);
  terminal.progress('scanning');
  const code = await readCodeBase({ paths: ['.'], dataMaps: project.compilation.dataMaps, cwd });
  const { findings } = await scanProject({ project, code, cwd, now, isolate: false });
  terminal.progress('');
  const { file, line } = project.compilation.origins.get(clause.id) ?? {
    file: project.name,
    line: 1,
  };
  return {
    clause,
    sentence: sentenceOf(clause),
    file,
    line,
    rules: clause.rules.map((rule) => ruleInWords(rule, project.policy.vocabulary)),
    enforcement,
    findings: findings.filter((found) => found.clause === clause.id),
    history: await historyOf(resolve(cwd, file), cwd, 5),
  };
}

function explanationJson({
  clause,
  sentence,
  file,
  line,
  rules,
  enforcement,
  findings,
  history,
}: Explanation): unknown {
  const { status, enforcedBy, missing, remainder, acknowledged } = enforcement;
  return {
    id: clause.id,
    section: clause.section,
    text: sentence,
    file,
    line,
    rules: clause.rules.map((rule, index) => ({ verb: rule.verb, words: rules[index], rule })),
    exceptTo: clause.exceptTo,
    narrows: clause.narrows,
    ...(clause.informational !== undefined && { informational: clause.informational }),
    status,
    enforcedBy: enforcedBy.map(enforcedByJson),
    missing,
    remainder,
    ...(acknowledged !== undefined && { acknowledged }),
    findings: findings.map(findingJson),
    history,
  };
}
