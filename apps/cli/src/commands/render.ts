import type { PageFile } from '@troth/page';
import { renderPage } from '@troth/page';
import { earlierVersions, verifyVersions } from '@troth/versions';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { CommandSpec } from '../command.ts';
import { formatOption, policyOption, text } from '../options.ts';
import { loadSoundProject } from '../project.ts';
import { readPublished } from '../published.ts';
import { plural } from '../reporters/diagnostics.ts';
import { json } from '../reporters/json.ts';
import { shownPath } from '../shown-path.ts';
import { translationsOf } from '../translations.ts';
import { cannotWrite } from '../write-failure.ts';

export const render: CommandSpec = {
  name: 'render',
  summary: 'write the page readers see',
  description:
    'Writes the page of a policy into a folder: plain HTML without a script, one more for each translation, ' +
    'what changed since each version published before, the style sheet and the copy that programs read. A sentence whose translation is stale or missing stays ' +
    'English on the translated page, and says so. Files of the same name are replaced, others are left.',
  examples: [
    ['troth render --out site', 'write site/index.html and the rest'],
    [
      'troth render --out /tmp/preview --policy examples/policies/shop',
      'the page of another policy',
    ],
  ],
  configure: (command) => {
    formatOption(policyOption(command), ['text', 'json']).requiredOption(
      '--out <dir>',
      'folder to write to; made when absent',
    );
  },
  run: async ({ options }, terminal) => {
    const dir = text(options, 'policy');
    const project = await loadSoundProject(dir, terminal.cwd);
    const { policy } = project;
    const published = await readPublished(join(dir, 'published'), terminal.cwd);
    const { versions, problems } = verifyVersions(published.files);
    const files = renderPage(policy, {
      translations: translationsOf(project),
      earlier: earlierVersions(policy, versions),
    });
    for (const { file, message } of problems)
      terminal.err(
        `troth: ${published.name}/${file}: ${message}; no page tells what changed since it\n`,
      );
    const out = resolve(terminal.cwd, text(options, 'out'));
    await write(out, files);
    const written = files.map(({ path }) => shownPath(join(out, path), terminal.cwd));
    if (text(options, 'format') === 'json')
      terminal.out(json({ policyVersion: policy.hash, files: written }));
    else
      terminal.out(
        `${written.map((path) => `${path}\n`).join('')}${plural(files.length, 'file')}, ${plural(policy.clauses.length, 'clause')}\n`,
      );
    return 0;
  },
};

async function write(out: string, files: readonly PageFile[]): Promise<void> {
  for (const { path, text: content } of files) {
    const target = join(out, path);
    try {
      await mkdir(dirname(target), { recursive: true });
      await writeFile(target, content);
    } catch (error) {
      throw cannotWrite(target, error);
    }
  }
}
