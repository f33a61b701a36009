import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commands } from './commands.ts';
import { repository, temporaryFolder, troth } from './testing/run-troth.ts';
import { smallPolicy } from './testing/small-policy.ts';
import { VERSION } from './version.ts';

test('the help lists every command and says what the exit codes mean', async () => {
  const run = await troth(['--help']);

  expect(run).toMatchObject({ code: 0, err: '' });
  for (const { name, summary } of commands) {
    expect(run.out).toContain(`  ${name} `);
    expect(summary).not.toMatch(/\.$/);
  }
  expect(run.out).toContain(
    'Exit codes: 0 pass, 1 what was checked failed, 2 usage or internal error.',
  );
});

test.each(commands)(
  '$name explains itself with examples that start with its own name',
  async ({ name, summary, load }) => {
    const run = await troth([name, '--help']);
    const spec = await load();

    expect(run).toMatchObject({ code: 0, err: '' });
    expect(run.out).toContain('Examples:\n');
    expect(spec.examples.length).toBeGreaterThan(0);
    for (const [line] of spec.examples) expect(line).toMatch(new RegExp(`troth ${name}\\b`));
    expect([spec.name, spec.summary]).toEqual([name, summary]);
  },
);

test('help for a command can be asked both ways', async () => {
  const flag = await troth(['check', '--help']);
  const word = await troth(['help', 'check']);

  expect(word).toEqual(flag);
});

test.each([
  [['chekc'], 'Did you mean check?'],
  [['check', '--formt', 'json'], 'Did you mean --format?'],
  [['check', '--format', 'xml'], 'Allowed choices are text, json.'],
  [['check', 'policy'], 'too many arguments'],
  [['check', '--policy'], 'argument missing'],
])('a command line that cannot be meant exits with 2 and says why: %s', async (args, message) => {
  const run = await troth(args);

  expect(run.code).toBe(2);
  expect(run.out).toBe('');
  expect(run.err).toContain(message);
  expect(run.err).toMatch(/^troth: /);
});

test('without a command the help is shown, as an error', async () => {
  const run = await troth([]);

  expect(run.code).toBe(2);
  expect(run.err).toContain('Usage: troth COMMAND');
});

test('the version is that of the package', async () => {
  const manifest: unknown = JSON.parse(
    readFileSync(join(repository, 'apps/cli/package.json'), 'utf8'),
  );

  const run = await troth(['--version']);

  expect(run).toMatchObject({ code: 0, out: `${VERSION}\n` });
  expect(manifest).toMatchObject({ version: VERSION });
});

test('output that no terminal reads carries no colours, whatever the environment asks for', async () => {
  const folder = temporaryFolder(smallPolicy);

  const run = await troth(['check'], { cwd: folder, env: { FORCE_COLOR: '1', CI: 'true' } });

  expect(run.out).not.toContain('\u001B');
});

test('a policy that does not compile is named with its mistakes where it is only worked with', async () => {
  const folder = temporaryFolder({ 'policy/policy.yaml': 'language: 2\n' });

  const run = await troth(['decide', '--action', 'use', '--data', 'a', '--purpose', 'b'], {
    cwd: folder,
  });

  expect(run.code).toBe(2);
  expect(run.out).toBe('');
  expect(run.err).toContain('policy/policy.yaml:1:');
  expect(run.err).toContain('troth: the policy in policy does not compile\n');
});

test('an older Node is told which one is needed, and where to find it', async () => {
  const older =
    "Object.defineProperty(process,'versions',{value:{...process.versions,node:'20.20.2'}})";

  const run = await troth(['check'], {
    env: { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(older)}` },
  });

  expect(run).toMatchObject({ code: 2, out: '' });
  expect(run.err).toBe(
    'troth needs Node 24 or newer; this is Node 20.20.2.\n' +
      'In a checkout that ran `npm ci`, `npx --no-install troth` finds the Node the project brings.\n',
  );
});

test('an internal error is one line, and its stack is there for who asks', async () => {
  const broken =
    "import fs from 'node:fs/promises'; import { syncBuiltinESMExports } from 'node:module'; fs.stat = () => { throw new RangeError('disk on fire') }; syncBuiltinESMExports();";
  const env = { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(broken)}` };

  const short = await troth(['diff', 'HEAD'], { env });
  const long = await troth(['diff', 'HEAD', '--debug'], { env });

  expect(short).toMatchObject({ code: 2, out: '' });
  expect(short.err).toBe('troth: internal error: disk on fire (--debug prints the stack)\n');
  expect(long.err).toContain('RangeError: disk on fire\n    at ');
});
