import type { CheckResult } from '../check-policy.ts';
import { checkPolicy } from '../check-policy.ts';
import type { CommandSpec } from '../command.ts';
import { formatOption, policyOption, text } from '../options.ts';
import type { Project } from '../project.ts';
import { loadProject } from '../project.ts';
import { checkJson } from '../reporters/check-json.ts';
import { countBySeverity, diagnosticsText, plural } from '../reporters/diagnostics.ts';
import { json } from '../reporters/json.ts';
import type { Terminal } from '../terminal.ts';

export const check: CommandSpec = {
  name: 'check',
  summary: 'check the policy: language, references, bindings, tests, waivers',
  description:
    'Checks a policy by itself: that every file is well formed, every id is known, every number in ' +
    'prose is bound to the rule that keeps it, its own tests hold and its waivers are in force. ' +
    'Errors fail; warnings and hints (questions for legal) do not.',
  examples: [
    ['troth check', 'check the policy in policy/'],
    ['troth check --policy examples/policies/shop', 'check another one'],
    ['troth check --format json', 'for a program'],
  ],
  configure: (command) => {
    formatOption(policyOption(command), ['text', 'json']);
  },
  run: async ({ options }, terminal) => {
    const project = await loadProject(text(options, 'policy'), terminal.cwd);
    const result = checkPolicy(project, terminal.now());
    if (text(options, 'format') === 'json') terminal.out(json(checkJson(result)));
    else terminal.out(checkText(result, project, terminal));
    return result.ok ? 0 : 1;
  },
};

function checkText(result: CheckResult, project: Project, { colors }: Terminal): string {
  const found = diagnosticsText(result.diagnostics, project.files, colors);
  const count = countBySeverity(result.diagnostics);
  const { clauses, rules, tests, waivers } = result.counts;
  const verdict = result.ok
    ? `${colors.green('ok')} ${project.name}: ${plural(clauses, 'clause')}, ${plural(rules, 'rule')}, ${plural(tests, 'test')}, ${plural(waivers, 'waiver')}`
    : `${colors.red('failed')} ${project.name}`;
  return `${found}${found === '' ? '' : '\n'}${verdict}${count === '' ? '' : `; ${count}`}\n`;
}
