import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const passed = { status: 'passed', assertionResults: [{ status: 'passed' }] };
const failed = { status: 'failed', assertionResults: [{ status: 'passed' }, { status: 'failed' }] };
const unloaded = { status: 'failed', assertionResults: [] };

test.each([
  [
    'all pass',
    { numPassedTests: 1, numFailedTests: 0, success: true, testResults: [passed] },
    '1 0',
  ],
  [
    'one fails',
    { numPassedTests: 2, numFailedTests: 1, success: false, testResults: [passed, failed] },
    '2 1',
  ],
  [
    'a file cannot be loaded',
    { numPassedTests: 1, numFailedTests: 0, success: false, testResults: [passed, unloaded] },
    '1 1',
  ],
  [
    'something outside the tests fails',
    { numPassedTests: 1, numFailedTests: 0, success: false, testResults: [passed] },
    '1 1',
  ],
])('the count at the end of CI is true when %s', (_case, report, counted) => {
  const folder = mkdtempSync(join(tmpdir(), 'troth-count-'));
  const path = join(folder, 'report.json');
  writeFileSync(path, JSON.stringify({ numPendingTests: 0, ...report }));

  const output = count(path);

  rmSync(folder, { recursive: true });
  expect(output).toBe(counted);
});

test('tests that left no report count as a failure', () => {
  expect(count(join(tmpdir(), 'troth-no-such-report.json'))).toBe('0 1');
});

function count(path: string): string {
  const script = join(import.meta.dirname, 'count-tests.ts');
  return execFileSync(process.execPath, [script, path], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  }).trim();
}
