import { languageVersion, newestLanguage } from '@troth/authoring';
import type { CommandSpec } from '../command.ts';
import { UsageError } from '../failures.ts';
import { policyOption, text } from '../options.ts';
import { loadProject } from '../project.ts';

export const migrate: CommandSpec = {
  name: 'migrate',
  summary: 'bring a policy to the newest version of the language',
  description:
    'Rewrites a policy for a later version of the policy language. There is one version so far, so ' +
    'there is nothing to rewrite; a policy for a later troth is refused.',
  examples: [['troth migrate', 'is policy/ written in the newest version?']],
  configure: (command) => {
    policyOption(command);
  },
  run: async ({ options }, terminal) => {
    const { name, files } = await loadProject(text(options, 'policy'), terminal.cwd);
    const settings = files.find(
      ({ path }) => path === `${name}/policy.yaml` || path === 'policy.yaml',
    );
    if (settings === undefined) throw new UsageError(`there is no \`policy.yaml\` in ${name}`);
    const version = languageVersion(settings);
    switch (version.kind) {
      case 'newest':
        terminal.out(
          `${settings.path}: language ${newestLanguage} is the newest; nothing to change\n`,
        );
        return 0;
      case 'unknown':
        throw new UsageError(
          `\`${settings.path}\` says ${version.written} under \`language:\`; this troth knows ${newestLanguage}`,
        );
      case 'unreadable':
        throw new UsageError(`\`${settings.path}\` cannot be read; troth check says why`);
    }
  },
};
