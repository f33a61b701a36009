import type { PolicyTestResults } from '@troth/policy-tests';
import type { CommandSpec } from '../command.ts';
import { formatOption, isSet, policyOption, text } from '../options.ts';
import { runTestsOf } from '../policy-tests.ts';
import { loadSoundProject } from '../project.ts';
import { plural } from '../reporters/diagnostics.ts';
import { json } from '../reporters/json.ts';
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
  ],
  configure: (command) => {
    formatOption(policyOption(command), ['text', 'json']).option(
      '--coverage',
      'list the clauses that no test names',
    );
  },
  run: async ({ options }, terminal) => {
    const project = await loadSoundProject(text(options, 'policy'), terminal.cwd);
    const results = runTestsOf(project, project.policy);
    const withCoverage = isSet(options, 'coverage');
    if (text(options, 'format') === 'json') terminal.out(json(testJson(results)));
    else
      terminal.out(
        `${testText(results, terminal.colors)}${withCoverage ? coverageText(results, terminal.colors) : ''}`,
      );
    return results.failed === 0 && results.tests.length > 0 ? 0 : 1;
  },
};

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
