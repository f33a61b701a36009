import { runMutation, type PolicyTestResults } from '@troth/policy-tests';
import type { CommandSpec } from '../command.ts';
import { UsageError } from '../failures.ts';
import { formatOption, isSet, optionalText, policyOption, text, type Options } from '../options.ts';
import { runTestsOf, testFilesOf } from '../policy-tests.ts';
import { loadSoundProject } from '../project.ts';
import { plural } from '../reporters/diagnostics.ts';
import { json } from '../reporters/json.ts';
import { mutationText } from '../reporters/mutation-text.ts';
import { testJson } from '../reporters/test-json.ts';
import type { Colors } from '../terminal.ts';

export const test: CommandSpec = {
  name: 'test',
  summary: "run the policy's own tests: given, when, then",
  description:
    'Runs the tests in tests/ of the policy. Each has a frozen now, so it says the same on every day. ' +
    'A policy without a single test fails.',
  examples: [
    ['troth test', 'run the tests of policy/'],
    ['troth test --coverage', 'and say which clauses no test names'],
    ['troth test --mutate', 'and say which wrong policies no test notices'],
    ['troth test --mutate --at-least 0.95', 'fail where too many go unnoticed'],
  ],
  configure: (command) => {
    formatOption(policyOption(command), ['text', 'json'])
      .option('--coverage', 'list the clauses that no test names')
      .option(
        '--mutate',
        'run the tests against policies that are wrong in one place, and list those that no test notices',
      )
      .option('--at-least <score>', 'with --mutate: fail below this share of noticed ones, 0 to 1');
  },
  run: async ({ options }, terminal) => {
    const project = await loadSoundProject(text(options, 'policy'), terminal.cwd);
    const results = runTestsOf(project, project.policy);
    const atLeast = leastScore(options);
    const holds = results.failed === 0 && results.tests.length > 0;
    const mutation =
      holds && isSet(options, 'mutate')
        ? runMutation(project.policy, testFilesOf(project))
        : undefined;
    if (text(options, 'format') === 'json') terminal.out(json(testJson(results, mutation)));
    else
      terminal.out(
        [
          testText(results, terminal.colors),
          isSet(options, 'coverage') ? coverageText(results, terminal.colors) : '',
          mutation === undefined ? '' : `\n${mutationText(mutation, terminal.colors)}`,
        ].join(''),
      );
    return holds && (mutation?.score ?? 1) >= atLeast ? 0 : 1;
  },
};

/** @throws UsageError on anything that is no share, or without the mutants that it is a share of */
function leastScore(options: Options): number {
  const said = optionalText(options, 'atLeast');
  if (said === undefined) return 0;
  if (!isSet(options, 'mutate')) throw new UsageError('--at-least goes with --mutate');
  const score = /^(?:0|1|[01]?\.\d+)$/.test(said) ? Number(said) : Number.NaN;
  if (!(score >= 0 && score <= 1))
    throw new UsageError(`--at-least ${said} is not between 0 and 1`);
  return score;
}

function testText({ passed, failed, tests }: PolicyTestResults, colors: Colors): string {
  if (tests.length === 0)
    return `${colors.red('failed')} there is no test: write one in tests/ of the policy\n`;
  const byFile = [...Map.groupBy(tests, ({ file }) => file)];
  const blocks = byFile.map(([file, own]) =>
    [colors.cyan(file), ...own.map((one) => oneText(one, colors)), ''].join('\n'),
  );
  const verdict = failed === 0 ? colors.green('ok') : colors.red('failed');
  return `${blocks.join('\n')}\n${verdict} ${passed} of ${plural(tests.length, 'test')} hold\n`;
}

function oneText(
  { name, line, ok, message }: PolicyTestResults['tests'][number],
  colors: Colors,
): string {
  if (ok) return `  ${colors.green('✓')} ${name}`;
  const why = (message ?? '').split('\n').map((part) => `      ${part}`);
  return [`  ${colors.red('✗')} ${name} ${colors.dim(`(line ${line})`)}`, ...why].join('\n');
}

function coverageText({ coverage }: PolicyTestResults, colors: Colors): string {
  const bare = coverage.clauses.filter(({ tests }) => tests === 0).map(({ clause }) => clause);
  const tested = coverage.clauses.length - bare.length;
  const list = bare.map((clause) => `  ${colors.dim('no test names')} ${clause}\n`).join('');
  return `${list}${tested} of ${plural(coverage.clauses.length, 'clause')} are named by a test that holds\n`;
}
