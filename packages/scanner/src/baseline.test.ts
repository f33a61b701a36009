import { expect, test } from 'vitest';

import { baselineOf, grownBy, knownIn, readBaseline, shrunk } from './baseline.ts';
import type { Finding } from './finding.ts';

const name = 'ab'.repeat(14);

/** The n-th of equals, in a file. */
function found(count: number, file: string, of = name): Finding {
  return {
    rule: 'transit/cleartext',
    severity: 'error',
    at: { file, line: 1, column: 1, endLine: 1, endColumn: 2 },
    message: 'in the clear',
    clause: 'security.transit',
    fingerprint: `${of}${String(count).padStart(4, '0')}`,
    flow: [],
    status: 'new',
  };
}

test('a finding whose file was renamed is known', () => {
  const baseline = baselineOf([found(0, 'a.ts')]);
  const renamed = [found(0, 'z/b.ts')];

  expect(knownIn(baseline, renamed)).toEqual(renamed);
});

test('of equals, the ones in the files that had them are known, and the other is new', () => {
  const baseline = baselineOf([found(0, 'b.ts')]);
  const fresh = found(0, 'a.ts');
  const old = found(1, 'b.ts');

  expect(knownIn(baseline, [fresh, old])).toEqual([old]);
});

test('a baseline from before files were listed knows as many equals as it has', () => {
  const known = knownIn({ version: 1, fingerprints: [found(0, '').fingerprint] }, [
    found(0, 'a.ts'),
    found(1, 'b.ts'),
  ]);

  expect(known).toEqual([found(0, 'a.ts')]);
});

test('what was mended leaves a baseline, and what is new does not enter it', () => {
  const other = found(0, 'b.ts', 'cd'.repeat(14));
  const baseline = baselineOf([found(0, 'a.ts'), other]);

  const smaller = shrunk(baseline, [found(0, 'a.ts'), found(0, 'c.ts', 'ef'.repeat(14))]);

  expect(smaller).toEqual(baselineOf([found(0, 'a.ts')]));
});

test('a baseline has grown by what the older one did not know, a moved one by nothing', () => {
  const older = baselineOf([found(0, 'a.ts')]);
  const second = found(1, 'b.ts');

  expect(grownBy(baselineOf([found(0, 'moved.ts')]), older)).toEqual([]);
  expect(grownBy(baselineOf([found(0, 'a.ts'), second]), older)).toEqual([second.fingerprint]);
  expect(grownBy(older, baselineOf([found(0, 'a.ts'), second]))).toEqual([]);
});

test('a baseline is read back as it was written, and nothing else is taken for one', () => {
  const baseline = baselineOf([found(0, 'a.ts')]);

  expect(readBaseline(JSON.stringify(baseline))).toEqual(baseline);
  for (const other of ['', '[]', '{"version":2}', '{"version":1,"fingerprints":[1]}'])
    expect(readBaseline(other)).toBeUndefined();
});
