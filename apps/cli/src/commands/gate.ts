import type { CommandSpec } from '../command.ts';
import type { GateReport } from '../gate.ts';
import { gateChange } from '../gate.ts';
import { collectList, formatOption, list, policyOption, text, optionalText } from '../options.ts';
import { gateGithub } from '../reporters/gate-github.ts';
import { gateJson } from '../reporters/gate-json.ts';
import { gateMarkdown } from '../reporters/gate-markdown.ts';
import { gateText } from '../reporters/gate-text.ts';
import { json } from '../reporters/json.ts';
import type { Colors } from '../terminal.ts';

export const gate: CommandSpec = {
  name: 'gate',
  summary: 'judge a change as CI does: check, test, diff and scan, one verdict',
  description:
    'Compares the working tree with the commit where it left the base. A finding is new when the same ' +
    'scanner does not find it there; a promise that loosens must have what the policy in force asks ' +
    'for. Approvals are judged when --approved-by names the roles that gave theirs.',
  examples: [
    ['troth gate --base origin/main', 'what CI will say'],
    ['troth gate --base origin/main --format github', 'annotations in a workflow'],
    ['troth gate --base origin/main --format markdown', 'a comment for the pull request'],
    ['troth gate --base origin/main --approved-by legal', 'with the approvals of the last commit'],
  ],
  configure: (command) => {
    formatOption(policyOption(command), ['text', 'json', 'github', 'markdown'])
      .requiredOption('--base <ref>', 'branch, tag or commit the change goes into')
      .option('--baseline <file>', 'a baseline in the repository: it may shrink, not grow')
      .option('--approved-by <roles>', 'roles that have approved, a,b or repeated', collectList);
  },
  run: async ({ options }, terminal) => {
    const started = performance.now();
    const baseline = optionalText(options, 'baseline');
    const report = await gateChange({
      base: text(options, 'base'),
      policy: text(options, 'policy'),
      cwd: terminal.cwd,
      now: terminal.now(),
      progress: terminal.progress,
      ...(baseline !== undefined && { baseline }),
      ...(options['approvedBy'] !== undefined && { approvedBy: list(options, 'approvedBy') }),
    });
    const ms = Math.round(performance.now() - started);
    terminal.out(reportIn(text(options, 'format'), report, ms, terminal.colors));
    return report.verdict === 'pass' ? 0 : 1;
  },
};

function reportIn(format: string, report: GateReport, ms: number, colors: Colors): string {
  switch (format) {
    case 'json':
      return json(gateJson(report, ms));
    case 'github':
      return gateGithub(report);
    case 'markdown':
      return gateMarkdown(report);
    default:
      return gateText(report, colors);
  }
}
