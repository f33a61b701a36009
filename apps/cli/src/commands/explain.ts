import type { CompiledClause } from '@troth/compiler';
import { nearest } from '@troth/diagnostics';
import type { CommandSpec } from '../command.ts';
import { evidenceNamed } from '../enforcement.ts';
import type { Explanation } from '../explanation.ts';
import { explanationsOf } from '../explanation.ts';
import { UsageError } from '../failures.ts';
import { formatOption, optionalText, policyOption, text } from '../options.ts';
import type { SoundProject } from '../project.ts';
import { loadSoundProject } from '../project.ts';
import { print } from '../print.ts';
import { explanationText } from '../reporters/explanation-text.ts';
import { enforcedByJson } from '../reporters/enforcement.ts';
import { explanationPage } from '../reporters/trace-html.ts';
import { json } from '../reporters/json.ts';
import { findingJson } from '../reporters/scan-json.ts';
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
    [
      'troth explain retention.closed-account --format html --out clause.html',
      'one page to open, send or print',
    ],
  ],
  configure: (command) => {
    formatOption(policyOption(command), ['text', 'json', 'html'])
      .argument('<clause>', 'id of the clause')
      .option('--evidence <file>', 'evidence on file, as JSON')
      .option('--out <file>', 'file to write to, instead of standard output');
  },
  run: async ({ args, options }, terminal) => {
    const project = await loadSoundProject(text(options, 'policy'), terminal.cwd);
    const clause = clauseNamed(args[0] ?? '', project);
    const evidence = await evidenceNamed(optionalText(options, 'evidence'), terminal.cwd);
    const [explanation] = await explanationsOf([clause], project, evidence, terminal);
    if (explanation === undefined) throw new Error(`nothing is known of ${clause.id}`);
    await print(inFormat(explanation, text(options, 'format'), { project, terminal }), {
      out: optionalText(options, 'out'),
      terminal,
    });
    return 0;
  },
};

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

function inFormat(
  explanation: Explanation,
  format: string,
  { project, terminal }: { readonly project: SoundProject; readonly terminal: Terminal },
): string {
  switch (format) {
    case 'json':
      return json(explanationJson(explanation));
    case 'html':
      return explanationPage(explanation, { policy: project.policy, now: terminal.now() });
    default:
      return explanationText(explanation, terminal.colors);
  }
}

function explanationJson({
  clause,
  sentence,
  file,
  line,
  rules,
  enforcement,
  evidence,
  findings,
  places,
  tests,
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
    evidence,
    findings: findings.map(findingJson),
    places,
    tests,
    history,
  };
}
