import { addClause, verbNames } from '@troth/authoring';
import { Argument, Option } from 'commander';
import type { CommandSpec } from '../command.ts';
import { UsageError } from '../failures.ts';
import { daysFrom } from '../identity-options.ts';
import { optionalText, policyOption, text } from '../options.ts';
import { loadProject } from '../project.ts';
import { rewriteFile } from '../rewrite-file.ts';

/** Named `newThing` because `new` is a word of the language. */
export const newThing: CommandSpec = {
  name: 'new',
  summary: 'add a clause to start from, with the keys of its verb in comments',
  description:
    'Adds a clause to the end of a section. It compiles as it is and counts as a gap until it has its ' +
    'rule; every line that was in the file stays as it was.',
  examples: [
    ['troth new clause retention.trash --section retention --verb erase', 'a promise to erase'],
    ['troth new clause contact.address --section contact', 'a sentence whose verb is open'],
  ],
  configure: (command) => {
    policyOption(
      command
        .addArgument(new Argument('<what>', 'what to add').choices(['clause']))
        .argument('<id>', 'its id, such as retention.trash'),
    )
      .requiredOption('--section <name>', 'a file of clauses/, without its ending')
      .addOption(new Option('--verb <verb>', 'show the keys of this verb').choices(verbNames()))
      .option('--todo <date>', 'day by which it has its rule (default: in 90 days)');
  },
  run: async ({ args: [, id = ''], options }, terminal) => {
    const { files } = await loadProject(text(options, 'policy'), terminal.cwd);
    const verb = optionalText(options, 'verb');
    const added = addClause(files, {
      id,
      section: text(options, 'section'),
      ...(verb !== undefined && { verb }),
      todo: optionalText(options, 'todo') ?? daysFrom(terminal.now(), 90),
    });
    if (added.kind === 'refused') throw new UsageError(added.problem);
    await rewriteFile(files, added.file, terminal.cwd);
    terminal.out(`${added.file.path}:${added.line}: ${id} added, a gap until it has its rule\n`);
    return 0;
  },
};
