import { isDate } from '@troth/language';
import type { Binding, KeptVersion, PublishedVersion } from '@troth/versions';
import { bindingVersions, findVersion } from '@troth/versions';
import { join } from 'node:path';
import type { CommandSpec } from '../command.ts';
import { UsageError } from '../failures.ts';
import { formatOption, optionalText, policyOption, text } from '../options.ts';
import { soundVersions } from '../published-history.ts';
import { readPublished } from '../published.ts';
import { plural } from '../reporters/diagnostics.ts';
import { json } from '../reporters/json.ts';

export const at: CommandSpec = {
  name: 'at',
  summary: 'say which published version binds on a day, and whom',
  description:
    'Answers from the published versions: which one is in force on a day, which are announced, and ' +
    'what still binds for a subject who accepted an older one. Where the version in force loosens an ' +
    'older one, data collected under the older keeps its purposes until the subject accepts.',
  examples: [
    ['troth at 2026-12-24', 'for somebody new'],
    ['troth at 2026-12-24 --accepted 2026-03-01', 'for somebody who accepted that version'],
    ['troth at 2026-12-24 --format json', 'for a program'],
  ],
  configure: (command) => {
    formatOption(policyOption(command), ['text', 'json'])
      .argument('<date>', 'day, such as 2026-12-24, in UTC')
      .option('--accepted <version>', 'what the subject last accepted: its day, or its hash');
  },
  run: async ({ args, options }, terminal) => {
    const [date = ''] = args;
    if (!isDate(date)) throw new UsageError(`\`${date}\` is no day; write one like 2026-12-24`);
    const folder = await readPublished(join(text(options, 'policy'), 'published'), terminal.cwd);
    const versions = soundVersions(folder);
    if (versions.length === 0) throw new UsageError(`no version is published in ${folder.name}`);
    const accepted = acceptedOf(optionalText(options, 'accepted'), versions);
    const binding = bindingVersions(versions, { date, ...(accepted && { accepted }) });
    const asked = { date, accepted };
    if (text(options, 'format') === 'json') terminal.out(json(bindingJson(binding, asked)));
    else terminal.out(bindingText(binding, asked));
    return 0;
  },
};

function acceptedOf(
  name: string | undefined,
  versions: readonly PublishedVersion[],
): PublishedVersion | undefined {
  if (name === undefined) return undefined;
  const found = findVersion(versions, name);
  if (found !== undefined) return found;
  const known = versions.map(({ published }) => published).join(', ');
  throw new UsageError(`no version \`${name}\` is published; there are: ${known}`);
}

interface Asked {
  readonly date: string;
  readonly accepted: PublishedVersion | undefined;
}

function bindingJson(
  { inForce, scheduled, kept }: Binding<PublishedVersion>,
  { date, accepted }: Asked,
): unknown {
  return {
    date,
    accepted: accepted?.published ?? null,
    inForce: inForce === undefined ? null : named(inForce),
    scheduled: scheduled.map((version) => ({
      ...named(version),
      inDays: daysBetween(date, version.effective),
    })),
    kept: kept.map(({ version, from, until }) => ({
      ...named(version),
      collected: { from: from ?? null, before: until },
    })),
    reconsent: kept.length > 0,
  };
}

function named({ published, effective, hash, policy, record }: PublishedVersion): object {
  return {
    version: published,
    effective,
    hash,
    policyVersion: policy?.hash ?? null,
    legacy: record.legacy,
  };
}

function bindingText(
  { inForce, scheduled, kept }: Binding<PublishedVersion>,
  { date, accepted }: Asked,
): string {
  const whom = accepted === undefined ? 'a new subject' : `who accepted ${accepted.published}`;
  const lines = [
    `${date}, ${whom}`,
    inForce === undefined
      ? '  in force   nothing: the first version has not taken effect'
      : `  in force   ${inForce.published} since ${inForce.effective}`,
    ...scheduled.map(
      ({ published, effective }) =>
        `  announced  ${published}, takes effect on ${effective}, in ${plural(daysBetween(date, effective), 'day')}`,
    ),
    ...kept.map(
      (each) => `  kept       ${each.version.published} for data collected ${collected(each)}`,
    ),
    ...(kept.length === 0 || inForce === undefined
      ? []
      : [
          `Until the subject accepts ${inForce.published}, such data may be used only as both versions permit.`,
        ]),
  ];
  return `${lines.join('\n')}\n`;
}

function collected({ from, until }: KeptVersion<PublishedVersion>): string {
  return from === undefined ? `before ${until}` : `from ${from} on, before ${until}`;
}

function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 86_400_000;
}
