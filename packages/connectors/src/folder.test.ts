import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { ObjectsStep } from '@troth/erasure';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ValueReader } from './column-values.ts';
import { folder } from './folder.ts';
import { testContract } from './testing/contract.ts';

const never = new AbortController().signal;
const KEYS = {
  store: 'main',
  table: 'Photo',
  column: 'key',
  match: { path: [], column: 'id', value: 'u1' },
};

const STEP: ObjectsStep = {
  order: 1,
  after: [],
  store: 'pictures',
  data: ['photos'],
  subject: 'u1',
  kind: 'objects',
  bucket: 'pictures',
  prefix: 'accounts/u1/',
  keys: [KEYS],
};

let top: string;
let root: string;

async function filled(): Promise<void> {
  top = await mkdtemp(join(tmpdir(), 'troth-folder-'));
  root = join(top, 'bucket');
  for (const key of [
    'accounts/u1/1',
    'accounts/u1/deep/er/2',
    'shared/u1-3',
    'accounts/u10/1',
    'accounts/u1x',
    'shared/4',
  ]) {
    await put(join(root, key));
  }
  await put(join(top, 'outside/secret'));
}

async function put(path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, 'x');
}

function naming(...keys: readonly string[]): ValueReader {
  // oxlint-disable-next-line typescript/require-await -- stands in for a database
  return async function* read() {
    yield* keys;
  };
}

function connectorFor(...keys: readonly string[]): ReturnType<typeof folder> {
  return folder({ store: 'pictures', root, values: naming(...keys) });
}

async function filesBelow(path: string): Promise<string[]> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(path.length + 1))
    .toSorted();
}

testContract({
  name: 'a folder',
  open: () => Promise.resolve(),
  place: async () => {
    await filled();
    return {
      connector: connectorFor('shared/u1-3'),
      step: STEP,
      own: 3,
      neighbours: async () =>
        (await filesBelow(root)).filter(
          (path) => !path.startsWith('accounts/u1/') && path !== 'shared/u1-3',
        ),
      faults: { refuses: () => rm(root, { recursive: true }) },
    };
  },
  close: () => rm(top, { recursive: true, force: true }),
});

describe('a folder', () => {
  beforeEach(filled);
  afterEach(() => rm(top, { recursive: true, force: true }));

  test('of u1 is gone with its empty folders, and u10 keeps everything', async () => {
    await connectorFor('shared/u1-3').erase(STEP, never);

    expect(await filesBelow(root)).toEqual(['accounts/u10/1', 'accounts/u1x', 'shared/4']);
    expect((await readdir(join(root, 'accounts'))).toSorted()).toEqual(['u10', 'u1x']);
  });

  test('named after the subject goes too when a prefix below it leaves nothing in it', async () => {
    await mkdir(join(root, 'members/u7/snapshots'), { recursive: true });
    await writeFile(join(root, 'members/u7/snapshots/1'), 'x');
    await mkdir(join(root, 'members/u8'), { recursive: true });
    await writeFile(join(root, 'members/u8/1'), 'x');

    await connectorFor().erase({ ...STEP, prefix: 'members/u7/snapshots/' }, never);

    expect(await readdir(join(root, 'members'))).toEqual(['u8']);
  });

  test.each([
    '../outside/secret',
    '/outside/secret',
    'a/../../outside/secret',
    '',
    'a//b',
    'a\u0000b',
    '.',
  ])('refuses the key `%s` and erases nothing outside', async (key) => {
    const step: ObjectsStep = { ...STEP, prefix: 'accounts/nobody/' };

    const result = await connectorFor(key).erase(step, never);

    expect(result).toMatchObject({ kind: 'failed', retryable: false });
    expect(await filesBelow(join(top, 'outside'))).toEqual(['secret']);
    expect((await filesBelow(root)).length).toBe(6);
  });

  test.each(['', '/', '../', 'accounts/../../outside/', 'accounts', '//'])(
    'refuses the prefix `%s`',
    async (prefix) => {
      const result = await connectorFor().erase({ ...STEP, prefix }, never);

      expect(result).toMatchObject({ kind: 'failed', retryable: false });
      expect((await filesBelow(root)).length).toBe(6);
    },
  );

  test('removes a link below the prefix and leaves what it points to', async () => {
    await symlink(join(top, 'outside'), join(root, 'accounts/u1/link'));

    const result = await connectorFor('shared/u1-3').erase(STEP, never);

    expect(result).toEqual({ kind: 'erased', count: 4 });
    expect(await filesBelow(join(top, 'outside'))).toEqual(['secret']);
  });

  test('does not go through a link on the way to an object', async () => {
    await symlink(join(top, 'outside'), join(root, 'way'));

    const result = await connectorFor('way/secret').erase(STEP, never);

    expect(result).toMatchObject({ kind: 'failed', retryable: false, erased: 2 });
    expect(await filesBelow(join(top, 'outside'))).toEqual(['secret']);
  });
});
