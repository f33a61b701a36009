import { extractPrisma } from '@troth/facts';
import type { Proposal } from '@troth/scanner';
import { proposalDiff, proposalsFor } from '@troth/scanner';
import type { SourceFile } from '@troth/sources';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { CommandSpec } from '../command.ts';
import { UsageError } from '../failures.ts';
import { policyOption, text } from '../options.ts';
import { loadSoundProject } from '../project.ts';
import { plural } from '../reporters/diagnostics.ts';
import { loadCatalogue } from '../scan/catalogue.ts';
import { shownPath } from '../shown-path.ts';

export const classify: CommandSpec = {
  name: 'classify',
  summary: 'propose what each field of a schema holds, as a patch to read and apply',
  description:
    'Reads a Prisma schema and proposes `/// @data` annotations for the fields that have none, each ' +
    'with its reason. The patch goes to standard output and changes nothing by itself; what a name ' +
    'does not tell is listed on standard error for a person to decide. Exit code 0 whatever it finds.',
  examples: [
    ['troth classify prisma/schema.prisma', 'read the proposals'],
    [
      'troth classify prisma/schema.prisma > data.patch',
      'keep them to edit; `git apply data.patch`',
    ],
    ['troth classify prisma/schema.prisma | git apply', 'apply them as they are'],
  ],
  configure: (command) => {
    policyOption(command).argument('<schema>', 'a `.prisma` file');
  },
  run: async ({ args: [schema = ''], options }, terminal) => {
    const { cwd } = terminal;
    const project = await loadSoundProject(text(options, 'policy'), cwd);
    const file = await readSchema(schema, cwd);
    const { facts, problems } = extractPrisma([file]);
    const [problem] = problems;
    if (problem !== undefined)
      throw new UsageError(
        `${file.path}:${problem.at.line}:${problem.at.column}: ${problem.message}`,
      );
    const models = facts.filter((fact) => fact.kind === 'model');
    const proposals = proposalsFor(models, project.policy, await loadCatalogue());
    const open = proposals.filter(({ annotation }) => annotation === undefined);
    terminal.out(patchOf(file, proposals));
    terminal.err(open.map((one) => `${nameOf(one)}: ${one.reason}\n`).join(''));
    terminal.err(
      `${plural(proposals.length - open.length, 'proposal')}, ${plural(open.length, 'field')} left to decide\n`,
    );
    return 0;
  },
};

async function readSchema(schema: string, cwd: string): Promise<SourceFile> {
  const path = shownPath(resolve(cwd, schema), cwd);
  if (!path.endsWith('.prisma'))
    throw new UsageError(`\`${schema}\` is no Prisma schema: classify reads \`.prisma\` files`);
  const content = await readFile(resolve(cwd, schema), 'utf8').catch((error: unknown) => {
    throw new UsageError(`the schema \`${schema}\` cannot be read`, { cause: error });
  });
  return { path, text: content };
}

/** The reasons stand above the diff, where `git apply` reads past them. */
function patchOf(file: SourceFile, proposals: readonly Proposal[]): string {
  const diff = proposalDiff(file.path, file.text, proposals);
  const reasons = proposals
    .filter(({ annotation }) => annotation !== undefined)
    .map((one) => `# ${nameOf(one)}: ${one.reason}\n`);
  return diff === '' ? '' : `${reasons.join('')}${diff}`;
}

function nameOf({ model, field }: Proposal): string {
  return `${model}.${field}`;
}
