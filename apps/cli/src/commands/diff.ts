import { diffPolicies } from '@troth/diff';
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { CommandSpec } from '../command.ts';
import { formatOption, policyOption, text } from '../options.ts';
import type { SoundProject } from '../project.ts';
import { loadProjectAt, loadSoundProject, sound } from '../project.ts';
import { diffMarkdown } from '../reporters/diff-markdown.ts';
import { diffText } from '../reporters/diff-text.ts';
import { json } from '../reporters/json.ts';

export const diff: CommandSpec = {
  name: 'diff',
  summary: 'say what a change does to each promise: tightens, loosens, mixed, editorial',
  description:
    'Compares the meaning of two policies, clause by clause. Each side is a folder or a git ref (the ' +
    'policy folder at that commit); a folder of that name wins. Without HEAD the policy as it stands ' +
    'now is compared. Exits 0 whatever it finds; `troth gate` judges.',
  examples: [
    ['troth diff origin/main', 'what my branch and my edits change'],
    ['troth diff v1 v2', 'between two tags'],
    ['troth diff old/policy new/policy', 'between two folders'],
    ['troth diff origin/main --format markdown', 'what legal reads on a pull request'],
  ],
  configure: (command) => {
    formatOption(policyOption(command), ['text', 'json', 'markdown'])
      .argument('<base>', 'folder or git ref of the older policy')
      .argument('[head]', 'folder or git ref of the newer policy');
  },
  run: async ({ args, options }, terminal) => {
    const dir = text(options, 'policy');
    const [base = '', head] = args;
    const older = await sideOf(base, dir, terminal.cwd);
    const newer =
      head === undefined
        ? await loadSoundProject(dir, terminal.cwd)
        : await sideOf(head, dir, terminal.cwd);
    const found = diffPolicies(older.policy, newer.policy);
    const sides = { older: older.name, newer: newer.name };
    const format = text(options, 'format');
    if (format === 'json') terminal.out(json(found));
    else if (format === 'markdown') {
      const today = terminal.now().toISOString().slice(0, 10);
      terminal.out(diffMarkdown(found, { ...sides, today }));
    } else terminal.out(diffText(found, sides, terminal.colors));
    return 0;
  },
};

async function sideOf(named: string, dir: string, cwd: string): Promise<SoundProject> {
  const isFolder = await stat(resolve(cwd, named)).then(
    (found) => found.isDirectory(),
    () => false,
  );
  return isFolder ? loadSoundProject(named, cwd) : sound(await loadProjectAt(named, dir, cwd));
}
