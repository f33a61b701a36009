import { fixPolicy, lineDiff, type FixedPolicy } from '@troth/authoring';
import type { CommandSpec, ExitCode } from '../command.ts';
import { isSet, policyOption, text } from '../options.ts';
import { loadProject, type Project } from '../project.ts';
import { plural } from '../reporters/diagnostics.ts';
import { rewriteFile } from '../rewrite-file.ts';
import type { Colors } from '../terminal.ts';

export const fix: CommandSpec = {
  name: 'fix',
  summary: 'mend the slips that can mean one thing only, and print the diff',
  description:
    'Corrects mistyped keys and ids with one possible meaning, and durations, dates and versions in ' +
    'another spelling. Edits nothing but those words: comments and layout stay. What leaves a doubt is ' +
    'left to you. Exit code 1 when errors are left, or with --dry-run when something would be mended.',
  examples: [
    ['troth fix --dry-run', 'what would be changed?'],
    ['troth fix', 'change it'],
  ],
  configure: (command) => {
    policyOption(command).option('--dry-run', 'print the diff and write nothing');
  },
  run: async ({ options }, terminal) => {
    const project = await loadProject(text(options, 'policy'), terminal.cwd);
    const fixed = fixPolicy(project.files);
    const isDry = isSet(options, 'dryRun');
    if (!isDry)
      for (const file of fixed.files) await rewriteFile(project.files, file, terminal.cwd);
    const errors = fixed.left.filter(({ severity }) => severity === 'error').length;
    const count = isDry
      ? `${plural(fixed.mended.length, 'slip')} to mend`
      : `${plural(fixed.mended.length, 'slip')} mended`;
    terminal.out(
      `${diffOf(project, fixed, terminal.colors)}${count}${errors === 0 ? '' : `; ${plural(errors, 'error')} left: troth check shows them`}\n`,
    );
    return exitCode(isDry ? fixed.mended.length : 0, errors);
  },
};

function exitCode(toMend: number, errors: number): ExitCode {
  return toMend > 0 || errors > 0 ? 1 : 0;
}

function diffOf({ files }: Project, fixed: FixedPolicy, colors: Colors): string {
  const before = new Map(files.map((file) => [file.path, file.text]));
  return fixed.files
    .flatMap(({ path, text: after }) => lineDiff(path, before.get(path) ?? '', after).split('\n'))
    .filter((line) => line !== '')
    .map((line) => `${painted(line, colors)}\n`)
    .join('');
}

function painted(line: string, colors: Colors): string {
  if (line.startsWith('-')) return colors.red(line);
  if (line.startsWith('+')) return colors.green(line);
  return colors.cyan(line);
}
