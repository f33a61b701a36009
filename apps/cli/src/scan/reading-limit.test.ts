import { expect, test } from 'vitest';
import { gateChange } from '../gate.ts';
import type { GateReport } from '../gate.ts';
import { commitAll } from '../testing/git.ts';
import { put, temporaryFolder } from '../testing/run-troth.ts';
import { smallPolicy } from '../testing/small-policy.ts';
import { ReadingCache } from './reading-cache.ts';
import { Reader } from './reader.ts';
import type { CodeFile } from './reading.ts';

/** A thread that never comes back from `slow.ts`, and finds nothing in any other file. */
const entry = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { parentPort } from 'node:worker_threads';
    parentPort.on('message', ({ number, file: { path } }) => {
      if (path.endsWith('slow.ts')) for (;;) {}
      const extraction = { facts: [], problems: [] };
      const outcome = JSON.stringify({ path, id: path, lines: 1, extraction, ignores: [], imports: [] });
      parentPort.postMessage({ number, outcome });
    });
  `)}`,
);
const limits = { threads: 1, fileMs: 500, startMs: 2500, entry };
const reason = 'it took longer than 0.5 s to read';

test('a file that takes too long is told with the limit, and the others are read', async () => {
  const files = ['a.ts', 'slow.ts', 'c.ts'].map((path): CodeFile => ({
    path,
    absolute: path,
    bytes: 9,
  }));
  const reader = new Reader(ReadingCache.inMemory(), limits);

  const { readings, skipped } = await reader.read(files, () => undefined);

  await reader.close();
  expect(readings.map(({ path }) => path)).toEqual(['a.ts', 'c.ts']);
  expect(skipped).toEqual([{ path: 'slow.ts', reason }]);
}, 30_000);

test('the gate fails on a file that takes too long, unless it is listed', async () => {
  const folder = temporaryFolder(smallPolicy);
  commitAll(folder);
  put(folder, { 'src/slow.ts': 'export const slow = 1;\n' });
  const gate = (): Promise<GateReport> =>
    gateChange({
      base: 'HEAD',
      policy: 'policy',
      cwd: folder,
      now: new Date('2026-11-24T00:00:00Z'),
      progress: () => undefined,
      reading: limits,
    });

  const blind = await gate();
  put(folder, {
    'policy/waivers.yaml':
      'waivers:\n  - kind: unreadable\n    path: src/slow.ts\n    reason: Generated, and read where it is made.\n',
  });
  const listed = await gate();

  const told = {
    rule: 'scan/skipped',
    at: { file: 'src/slow.ts' },
    message: `not scanned: ${reason}`,
  };
  expect(blind.verdict).toBe('fail');
  expect(blind.reasons).toEqual([expect.stringContaining('1 place of the code cannot be judged')]);
  expect(blind.blind).toMatchObject([told]);
  expect(listed.verdict).toBe('pass');
  for (const { scan } of [blind, listed]) {
    expect(scan?.notes.filter(({ rule }) => rule === 'scan/skipped')).toMatchObject([told]);
  }
}, 60_000);
