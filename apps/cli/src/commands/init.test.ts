import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder, troth, trothJson } from '../testing/run-troth.ts';
import { identityOf } from './init.ts';

const flags = ['--name', 'Northwind, Inc.', '--email', 'privacy@northwind.example'];

test('a new policy is checked, rendered, decided by and scanned with at once', async () => {
  const folder = temporaryFolder({ 'src/a.ts': 'export const a = 1;\n' });
  const run = async (...args: readonly string[]): Promise<number> =>
    (await troth(args, { cwd: folder })).code;

  expect(await run('init', ...flags)).toBe(0);
  expect(await run('check')).toBe(0);
  expect(await run('render', '--out', 'site')).toBe(0);
  expect(await run('scan', 'src')).toBe(0);
  const use = ['decide', '--action', 'use', '--data', 'account.email', '--purpose'];
  expect(await run(...use, 'provide-service')).toBe(0);
  expect(await run(...use, 'advertising')).toBe(1);
  expect(readFileSync(join(folder, 'site/index.html'), 'utf8')).toContain('within');
});

test('the answers stand in the policy', async () => {
  const folder = temporaryFolder();
  const url = 'https://northwind.example/legal/privacy?x=1';

  await troth(['init', 'legal', ...flags, '--url', url, '--date', '2026-05-01'], { cwd: folder });

  const settings = readFileSync(join(folder, 'legal/policy.yaml'), 'utf8');
  expect(settings).toContain(
    'name: "Northwind, Inc.", short: Northwind, aliases: [Northwind, we, us]',
  );
  expect(settings).toContain('path: "/legal/privacy"');
  expect(settings).toContain('published: 2026-05-01');
});

test('a folder that holds something is left alone', async () => {
  const folder = temporaryFolder({ 'policy/notes.txt': 'mine' });

  const run = await troth(['init', ...flags], { cwd: folder });

  expect(run.code).toBe(2);
  expect(run.err).toBe(
    'troth: `policy` holds `notes.txt` already; name a new folder, nothing was written\n',
  );
  expect((await trothJson(['check'], { cwd: folder })).code).toBe(1);
});

test('without a terminal the missing flags are named', async () => {
  const run = await troth(['init', '--name', 'Northwind'], { cwd: temporaryFolder() });

  expect(run).toMatchObject({
    code: 2,
    err: 'troth: nobody is at the terminal to ask: give --email\n',
  });
});

test('answers that make no policy are refused with the reason, and nothing is written', async () => {
  const folder = temporaryFolder();

  const run = await troth(['init', '--name', 'N', '--email', 'nobody'], { cwd: folder });

  expect(run.code).toBe(2);
  expect(run.err).toContain('these answers make no policy');
  expect(() => readFileSync(join(folder, 'policy/policy.yaml'))).toThrow('ENOENT');
});

test('on a terminal only what no flag says is asked', async () => {
  const asked: string[] = [];

  const identity = await identityOf({ name: 'Northwind' }, '2026-01-01', async (use) =>
    use(async (question) => {
      asked.push(question);
      return ' privacy@northwind.example ';
    }),
  );

  expect(asked).toEqual(['Address for questions: ']);
  expect(identity).toEqual({
    name: 'Northwind',
    email: 'privacy@northwind.example',
    date: '2026-01-01',
    path: '/privacy',
  });
});

test('a question left without an answer ends the command', async () => {
  const silent = identityOf({}, '2026-01-01', async (use) => use(async () => ''));

  await expect(silent).rejects.toThrow('`Legal name of the company` was left without an answer');
});
