import type { Severity } from '@troth/diagnostics';
import type { CheckResult } from '../check-policy.ts';
import { checkPolicy } from '../check-policy.ts';
import type { CommandSpec } from '../command.ts';
import { formatOption, policyOption, text } from '../options.ts';
import type { Project } from '../project.ts';
import { loadProject } from '../project.ts';
import { publishedProblems } from '../published-problems.ts';
import { checkJson } from '../reporters/check-json.ts';
import { countBySeverity, diagnosticsText, plural } from '../reporters/diagnostics.ts';
import { json } from '../reporters/json.ts';
import type { Terminal } from '../terminal.ts';

export const check: CommandSpec = {
  name: 'check',
  summary: 'check the policy: language, references, bindings, tests, waivers',
  description:
    'Checks a policy by itself: that every file is well formed, every id is known, every number in ' +
    'prose is bound to the rule that keeps it, its own tests hold, its waivers are in force, its ' +
    'translations follow it and what is published is still what was signed. ' +
    'Errors fail; warnings and hints (questions for legal) do not.',
  examples: [
    ['troth check', 'check the policy in policy/'],
    ['troth check --hints', 'with the questions for legal: silence, vagueness, statutes'],
    ['troth check --policy examples/policies/shop', 'check another one'],
    ['troth check --format json', 'for a program'],
  ],
  configure: (command) => {
    formatOption(policyOption(command), ['text', 'json']).option(
      '--hints',
      'show the questions for legal, not only their number',
    );
  },
  run: async ({ options }, terminal) => {
    const dir = text(options, 'policy');
    const project = await loadProject(dir, terminal.cwd);
    const ofPublished = await publishedProblems(dir, terminal.cwd);
    const result = await checkPolicy(project, terminal.now(), ofPublished);
    if (text(options, 'format') === 'json') terminal.out(json(checkJson(result)));
    else {
      const wanted = options['hints'] === true ? SEVERITIES : LOUD;
      terminal.out(checkText({ result, project, terminal, wanted }));
    }
    return result.ok ? 0 : 1;
  },
};

const SEVERITIES: ReadonlySet<Severity> = new Set(['error', 'warning', 'hint']);
const LOUD: ReadonlySet<Severity> = new Set(['error', 'warning']);

interface Shown {
  readonly result: CheckResult;
  readonly project: Project;
  readonly terminal: Terminal;
  readonly wanted: ReadonlySet<Severity>;
}

function checkText({ result, project, terminal, wanted }: Shown): string {
  const { colors } = terminal;
  const shown = result.diagnostics.filter(({ severity }) => wanted.has(severity));
  const found = diagnosticsText(shown, project.files, colors);
  const count = countBySeverity(result.diagnostics);
  const more = shown.length < result.diagnostics.length ? ' (troth check --hints shows them)' : '';
  const { clauses, rules, tests, waivers } = result.counts;
  const verdict = result.ok
    ? `${colors.green('ok')} ${project.name}: ${plural(clauses, 'clause')}, ${plural(rules, 'rule')}, ${plural(tests, 'test')}, ${plural(waivers, 'waiver')}`
    : `${colors.red('failed')} ${project.name}`;
  return `${found}${found === '' ? '' : '\n'}${verdict}${count === '' ? '' : `; ${count}${more}`}\n`;
}
