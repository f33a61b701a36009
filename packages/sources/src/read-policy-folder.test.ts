import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readPolicyFolder } from './read-policy-folder.ts';
import { put, temporaryFolder } from './testing/temporary.ts';

test('every YAML file of a policy is read, in the same order on every machine', async () => {
  const folder = temporaryFolder({
    'policy.yaml': 'language: 1\n',
    'clauses/retention.yaml': 'title: Retention\n',
    'clauses/about.yml': 'title: About\n',
    'clauses/Über.yaml': 'title: Über\n',
    'README.md': 'not policy',
  });

  const { files, diagnostics } = await readPolicyFolder(folder);

  expect(diagnostics).toEqual([]);
  expect(files).toEqual([
    { path: 'clauses/about.yml', text: 'title: About\n' },
    { path: 'clauses/retention.yaml', text: 'title: Retention\n' },
    { path: 'clauses/Über.yaml', text: 'title: Über\n' },
    { path: 'policy.yaml', text: 'language: 1\n' },
  ]);
});

test('a file whose ending is in capitals is refused, for the language would pass its clauses over', async () => {
  const folder = temporaryFolder({
    'clauses/NEW.YAML': 'title: New\n',
    'policy.yaml': 'language: 1\n',
  });

  const { files, diagnostics } = await readPolicyFolder(folder);

  expect(files.map(({ path }) => path)).toEqual(['policy.yaml']);
  expect(diagnostics).toMatchObject([
    {
      code: 'files/unknown-file',
      at: { file: 'clauses/NEW.YAML' },
      help: 'rename it so that it ends in `.yaml`',
    },
  ]);
});

test('a byte order mark of an editor on Windows is not part of the text', async () => {
  const folder = temporaryFolder({ 'policy.yaml': '\uFEFFlanguage: 1\n' });

  const { files } = await readPolicyFolder(folder);

  expect(files).toEqual([{ path: 'policy.yaml', text: 'language: 1\n' }]);
});

test('a missing folder is said by name', async () => {
  const folder = temporaryFolder();

  const { files, diagnostics } = await readPolicyFolder(join(folder, 'polcy'));

  expect(files).toEqual([]);
  expect(diagnostics).toMatchObject([
    { code: 'files/empty-policy', severity: 'error', at: { file: '.' } },
  ]);
  expect(diagnostics[0]?.message).toContain('polcy');
});

test('a file in the place of the folder is refused', async () => {
  const folder = temporaryFolder({ policy: 'language: 1\n' });

  const { diagnostics } = await readPolicyFolder(join(folder, 'policy'));

  expect(diagnostics.map(({ code }) => code)).toEqual(['files/empty-policy']);
});

test('a folder without one policy file is an error, not an empty policy', async () => {
  const folder = temporaryFolder({ 'README.md': 'soon' });

  const { diagnostics } = await readPolicyFolder(folder);

  expect(diagnostics.map(({ code }) => code)).toEqual(['files/empty-policy']);
});

test('a file over 4 MiB is refused and those beside it are read', async () => {
  const folder = temporaryFolder({
    'clauses/huge.yaml': 'x'.repeat(4 * 1024 * 1024 + 1),
    'clauses/full.yaml': '#'.repeat(4 * 1024 * 1024),
  });

  const { files, diagnostics } = await readPolicyFolder(folder);

  expect(files.map(({ path }) => path)).toEqual(['clauses/full.yaml']);
  expect(diagnostics).toMatchObject([
    {
      code: 'files/too-large',
      message: 'the file has 4194305 bytes, 4194304 are allowed',
      at: { file: 'clauses/huge.yaml', line: 1, column: 1 },
    },
  ]);
});

test('bytes that are not UTF-8 are refused instead of read as something else', async () => {
  const folder = temporaryFolder({
    'clauses/latin.yaml': new Uint8Array([0x74, 0x3a, 0x20, 0xe9]),
  });

  const { files, diagnostics } = await readPolicyFolder(folder);

  expect(files).toEqual([]);
  expect(diagnostics).toMatchObject([
    { code: 'files/unreadable', message: 'the file is not UTF-8 text' },
  ]);
});

test('a link that leaves the folder is refused, for nobody reviews its target with the policy', async () => {
  const folder = temporaryFolder({
    'outside.yaml': 'secret: 1\n',
    'policy/policy.yaml': 'language: 1\n',
  });
  symlinkSync('../outside.yaml', join(folder, 'policy/clauses.yaml'));
  symlinkSync(folder, join(folder, 'policy/all'));

  const { files, diagnostics } = await readPolicyFolder(join(folder, 'policy'));

  expect(files.map(({ path }) => path)).toEqual(['policy.yaml']);
  expect(diagnostics.map(({ code, at }) => [code, at.file])).toEqual([
    ['files/outside', 'all'],
    ['files/outside', 'clauses.yaml'],
  ]);
});

test('links inside the folder, even in a circle, neither hang the reader nor double a clause', async () => {
  const folder = temporaryFolder({
    'clauses/about.yaml': 'title: About\n',
    'notes.txt': 'title: Notes\n',
  });
  symlinkSync('..', join(folder, 'clauses/up'));
  symlinkSync('about.yaml', join(folder, 'clauses/same.yaml'));
  symlinkSync('../notes.txt', join(folder, 'clauses/notes.yaml'));

  const { files, diagnostics } = await readPolicyFolder(folder);

  expect(diagnostics).toEqual([]);
  expect(files.map(({ path }) => path)).toEqual(['clauses/about.yaml', 'clauses/notes.yaml']);
});

test('a link to nothing is an error, for a clause may have stood there', async () => {
  const folder = temporaryFolder({ 'policy.yaml': 'language: 1\n' });
  symlinkSync('gone.yaml', join(folder, 'clauses.yaml'));
  symlinkSync('ring.yaml', join(folder, 'ring.yaml'));

  const { diagnostics } = await readPolicyFolder(folder);

  expect(diagnostics.map(({ code, at, message }) => [code, at.file, message])).toEqual([
    ['files/unreadable', 'clauses.yaml', 'the file cannot be read: it does not exist'],
    ['files/unreadable', 'ring.yaml', 'the file cannot be read: its links lead in a circle'],
  ]);
});

test('a folder named through a link is read', async () => {
  const folder = temporaryFolder({ 'legal/policy.yaml': 'language: 1\n' });
  symlinkSync('legal', join(folder, 'policy'));

  const { files } = await readPolicyFolder(join(folder, 'policy'));

  expect(files).toEqual([{ path: 'policy.yaml', text: 'language: 1\n' }]);
});

test('a folder whose name ends like a file is entered, and what git keeps is not', async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'odd.yaml'));
  put(folder, { 'odd.yaml/in.yaml': 'a: 1\n', '.git/config.yaml': 'b: 1\n' });

  const { files } = await readPolicyFolder(folder);

  expect(files.map(({ path }) => path)).toEqual(['odd.yaml/in.yaml']);
});
