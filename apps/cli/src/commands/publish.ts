import type { Approval } from '@troth/versions';
import { InvalidArgumentError } from 'commander';
import { join } from 'node:path';
import { checkPolicy } from '../check-policy.ts';
import type { CommandSpec } from '../command.ts';
import type { Options } from '../options.ts';
import { formatOption, isSet, optionalText, policyOption, text } from '../options.ts';
import { loadProject } from '../project.ts';
import { publishProject, type PublishOutcome } from '../publish-project.ts';
import { diagnosticsText } from '../reporters/diagnostics.ts';
import { json } from '../reporters/json.ts';
import type { Terminal } from '../terminal.ts';

export const publish: CommandSpec = {
  name: 'publish',
  summary: 'sign the policy as a version that never changes again',
  description:
    'Writes a version: the text, the compiled policy and a signed record, named by `published:` of ' +
    'policy.yaml. Refuses a policy that is not sound, a day that is taken or past, and a loosening ' +
    'without the notice, the approvals or the change-log entry (`## DATE` in CHANGELOG.md beside ' +
    'policy.yaml) that the policy in force demands. The first publication makes the key file when it is ' +
    'absent, readable by its owner alone; keep it out of git.',
  examples: [
    ['troth publish --key keys/policy.pem', 'a first version, or one that loosens nothing'],
    ['troth publish --key k.pem --approved-by "legal:Ada Lee"', 'a loosening that legal approved'],
    ['troth publish --legacy --key k.pem', 'record a text that was published before, DATE.txt'],
  ],
  configure: (command) => {
    formatOption(policyOption(command), ['text', 'json'])
      .option('--key <file>', 'Ed25519 private key in PEM', '.data/policy.key')
      .option('--out <dir>', 'folder of versions; `published` in the policy folder when absent')
      .option(
        '--approved-by <role:name>',
        'who approved it, in which role; may be repeated',
        approval,
      )
      .option('--trust-new-key', 'add the public half of the key to keys.json')
      .option('--legacy', 'record the text that stands there already, without rules');
  },
  run: async ({ options }, terminal) => {
    const dir = text(options, 'policy');
    const project = await loadProject(dir, terminal.cwd);
    // The versions are verified below, where a text that is still to be recorded is known.
    const check = await checkPolicy(project, terminal.now(), []);
    const { policy } = project.compilation;
    if (!check.ok || policy === undefined) {
      const errors = check.diagnostics.filter(({ severity }) => severity === 'error');
      terminal.err(diagnosticsText(errors, project.files, terminal.colors));
      return show(
        { kind: 'refused', refusals: [`the policy in ${project.name} is not sound`] },
        options,
        terminal,
      );
    }
    const outcome = await publishProject({
      policy,
      policyDir: dir,
      out: optionalText(options, 'out') ?? join(dir, 'published'),
      keyFile: text(options, 'key'),
      approvals: approvalsOf(options),
      mode: isSet(options, 'legacy') ? 'legacy' : 'rules',
      trust: isSet(options, 'trustNewKey') ? 'new key' : 'known keys',
      cwd: terminal.cwd,
      now: terminal.now(),
      say: (line) => terminal.err(`troth: ${line}\n`),
    });
    return show(outcome, options, terminal);
  },
};

function show(outcome: PublishOutcome, options: Options, terminal: Terminal): 0 | 1 {
  const { colors } = terminal;
  if (text(options, 'format') === 'json') terminal.out(json(outcome));
  else if (outcome.kind === 'refused')
    terminal.out(
      `${outcome.refusals.map((refusal) => `${colors.red('-')} ${refusal}\n`).join('')}${colors.red('refused')}: nothing was published\n`,
    );
  else if (outcome.kind === 'unchanged')
    terminal.out(`the version of ${outcome.version} is published already, with this content\n`);
  else
    terminal.out(
      `${outcome.files.map((file) => `${file}\n`).join('')}${colors.green('published')} ${outcome.version}, in effect ${outcome.effective}, ${outcome.hash.slice(0, 12)}\n`,
    );
  return outcome.kind === 'refused' ? 1 : 0;
}

function approval(value: string, before: readonly Approval[] | undefined): readonly Approval[] {
  const [, role, name] = /^\s*([^:\s]+)\s*:\s*(\S.*?)\s*$/.exec(value) ?? [];
  if (role === undefined || name === undefined)
    throw new InvalidArgumentError('Write it as ROLE:NAME, such as "legal:Ada Lee".');
  return [...(before ?? []), { role, name }];
}

function approvalsOf({ approvedBy }: Options): readonly Approval[] {
  return Array.isArray(approvedBy) ? approvedBy.filter(isApproval) : [];
}

function isApproval(value: unknown): value is Approval {
  return typeof value === 'object' && value !== null && 'role' in value && 'name' in value;
}
