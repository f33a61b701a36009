import type { Verification } from '@troth/versions';
import { verifyVersions } from '@troth/versions';
import { join } from 'node:path';
import type { CommandSpec } from '../command.ts';
import { formatOption, optionalText, policyOption, text } from '../options.ts';
import { rewrittenSince } from '../published-history.ts';
import { readPublished } from '../published.ts';
import { plural } from '../reporters/diagnostics.ts';
import { json } from '../reporters/json.ts';
import type { Terminal } from '../terminal.ts';

export const verify: CommandSpec = {
  name: 'verify',
  summary: 'check that every published version is still what was signed',
  description:
    'Checks each version of a folder: canonical bytes, hashes, the signature by a key of keys.json, ' +
    'the chain of what supersedes what, and that the policy renders the published text. Names the ' +
    'first bad one. A folder without a version fails. --since also compares with a commit, which ' +
    'tells whether versions were taken away, or replaced together with the keys.',
  examples: [
    ['troth verify', 'the versions of policy/published'],
    ['troth verify --since origin/main', 'and nothing that is published there has changed'],
    ['troth verify archive/published --format json', 'another folder, for a program'],
  ],
  configure: (command) => {
    formatOption(policyOption(command), ['text', 'json'])
      .argument(
        '[dir]',
        'folder of published versions; `published` in the policy folder when absent',
      )
      .option(
        '--since <ref>',
        'commit, branch or tag whose published files must all stand unchanged',
      );
  },
  run: async ({ args, options }, terminal) => {
    const dir = args[0] ?? join(text(options, 'policy'), 'published');
    const folder = await readPublished(dir, terminal.cwd);
    const verification = verifyVersions(folder.files);
    const since = optionalText(options, 'since');
    const changed = since === undefined ? [] : await rewrittenSince(since, folder, terminal.cwd);
    const problems = [
      ...[...verification.problems, ...changed].map(
        ({ file, message }) => `${folder.name}/${file}: ${message}`,
      ),
      ...(folder.files.length === 0 ? [`${folder.name}: no version is published here`] : []),
    ];
    if (text(options, 'format') === 'json')
      terminal.out(json(verificationJson(verification, problems)));
    else terminal.out(verificationText(verification, { problems, name: folder.name }, terminal));
    return problems.length === 0 ? 0 : 1;
  },
};

function verificationJson(
  { versions, problems: [first] }: Verification,
  problems: readonly string[],
): unknown {
  return {
    ok: problems.length === 0,
    firstBad: first?.version ?? null,
    problems,
    versions: versions.map(({ hash, published, effective, record, policy }) => ({
      version: published,
      effective,
      hash,
      policyVersion: policy?.hash ?? null,
      supersedes: record.supersedes,
      signed: record.signed,
      legacy: record.legacy,
    })),
  };
}

function verificationText(
  { versions }: Verification,
  { problems, name }: { readonly problems: readonly string[]; readonly name: string },
  { colors }: Terminal,
): string {
  const rows = versions.map(
    ({ published, effective, hash, record }) =>
      `${published}  in effect ${effective}  signed ${record.signed}  ${hash.slice(0, 12)}${record.legacy ? '  legacy: a text without rules' : ''}\n`,
  );
  const bad = problems.map((problem) => `${problem}\n`);
  const verdict =
    problems.length === 0
      ? `${colors.green('ok')} ${name}: ${plural(versions.length, 'version')} as signed`
      : `${colors.red('failed')} ${name}`;
  return `${rows.join('')}${bad.join('')}${verdict}\n`;
}
