import type { CompiledPolicy } from '@troth/compiler';
import { diffPolicies } from '@troth/diff';
import { isDate } from '@troth/language';
import { findVersion, KEYS_FILE, verifyVersions } from '@troth/versions';
import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { codeToChange } from '../code-to-change.ts';
import type { CommandSpec } from '../command.ts';
import { UsageError } from '../failures.ts';
import { formatOption, policyOption, text } from '../options.ts';
import { loadProjectAt, loadSoundProject, sound } from '../project.ts';
import { soundVersions } from '../published-history.ts';
import { readPublished } from '../published.ts';
import { diffJson, type DiffWithCode } from '../reporters/diff-json.ts';
import { diffMarkdown } from '../reporters/diff-markdown.ts';
import { diffText } from '../reporters/diff-text.ts';
import { json } from '../reporters/json.ts';
import type { Terminal } from '../terminal.ts';

export const diff: CommandSpec = {
  name: 'diff',
  summary: 'say what a change does to each promise: tightens, loosens, mixed, editorial',
  description:
    'Compares the meaning of two policies, clause by clause. Each side is a folder, a published version ' +
    '(its day, or its hash) or a git ref (the policy folder at that commit); the first that there is ' +
    'wins. Without HEAD the policy as it stands now is compared, and where it tightens a promise the ' +
    'code as it stands now is scanned for the places that have to change. Exits 0 whatever it finds; ' +
    '`troth gate` judges.',
  examples: [
    ['troth diff origin/main', 'what my branch and my edits change'],
    ['troth diff v1 v2', 'between two tags'],
    ['troth diff old/policy new/policy', 'between two folders'],
    ['troth diff 2026-03-01 2026-12-01', 'between two published versions'],
    ['troth diff origin/main --format markdown', 'what legal reads on a pull request'],
  ],
  configure: (command) => {
    formatOption(policyOption(command), ['text', 'json', 'markdown'])
      .argument('<base>', 'folder, published version or git ref of the older policy')
      .argument('[head]', 'the same of the newer policy')
      .option('--no-scan', 'do not look for the code that has to change');
  },
  run: async ({ args, options }, terminal) => {
    const dir = text(options, 'policy');
    const [base = '', head] = args;
    const older = await sideOf(base, dir, terminal.cwd);
    const asked: Asked = { older, dir, head, scan: options['scan'] !== false };
    const { found, newer } = await compared(asked, terminal);
    const sides = { older: older.name, newer: newer.name };
    const format = text(options, 'format');
    if (format === 'json') terminal.out(json(diffJson(found)));
    else if (format === 'markdown') {
      const today = terminal.now().toISOString().slice(0, 10);
      terminal.out(diffMarkdown(found, { ...sides, today }));
    } else terminal.out(diffText(found, sides, terminal.colors));
    return 0;
  },
};

/** One side: the policy, and the name a message gives it. */
interface Side {
  readonly name: string;
  readonly policy: CompiledPolicy;
}

interface Asked {
  readonly older: Side;
  readonly dir: string;
  readonly head: string | undefined;
  readonly scan: boolean;
}

async function compared(
  { older, dir, head, scan }: Asked,
  terminal: Terminal,
): Promise<{ readonly found: DiffWithCode; readonly newer: Side }> {
  const { cwd } = terminal;
  if (head !== undefined) {
    const newer = await sideOf(head, dir, cwd);
    return { found: diffPolicies(older.policy, newer.policy), newer };
  }
  const newer = await loadSoundProject(dir, cwd);
  const found = diffPolicies(older.policy, newer.policy);
  const clauses = found.consequences?.code ?? [];
  if (!scan || clauses.length === 0) return { found, newer };
  const places = await codeToChange({
    older: older.policy,
    newer,
    clauses,
    cwd,
    now: terminal.now(),
    progress: terminal.progress,
  });
  return { found: { ...found, places }, newer };
}

async function sideOf(named: string, dir: string, cwd: string): Promise<Side> {
  const isFolder = await stat(resolve(cwd, named)).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (isFolder) return loadSoundProject(named, cwd);
  return (await publishedSide(named, dir, cwd)) ?? sound(await loadProjectAt(named, dir, cwd));
}

/** Only a day can name nothing but a version: what is wrong with the published ones keeps no git ref from being compared. */
async function publishedSide(named: string, dir: string, cwd: string): Promise<Side | undefined> {
  const folder = await readPublished(join(dir, 'published'), cwd);
  if (!folder.files.some(({ name }) => name !== KEYS_FILE)) return undefined;
  const versions = isDate(named) ? soundVersions(folder) : verifyVersions(folder.files).versions;
  const version = findVersion(versions, named);
  if (version === undefined) return undefined;
  if (version.policy !== undefined)
    return { name: `the version of ${version.published}`, policy: version.policy };
  throw new UsageError(
    `the version of ${version.published} is a text of which nobody stated the rules, so there is no meaning to compare; its words stand in ${folder.name}/${version.published}.txt`,
  );
}
