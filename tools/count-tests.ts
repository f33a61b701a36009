import { readFileSync } from 'node:fs';

/**
 * Reads the file that Vitest's JSON reporter wrote and prints `PASSED FAILED`. A test file that
 * could not be loaded has no tests and counts as one failure; so does a report that is not there.
 */
interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly success: boolean;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string }[];
  }[];
}

console.log(countTests(process.argv[2]).join(' '));

function countTests(path: string | undefined): readonly [passed: number, failed: number] {
  if (path === undefined) throw new Error('usage: count-tests.ts REPORT.json');
  const report = readReport(path);
  if (report === undefined) return [0, 1];
  const unloaded = report.testResults.filter(
    (file) =>
      file.status === 'failed' && file.assertionResults.every((test) => test.status !== 'failed'),
  ).length;
  if (report.numPendingTests > 0) console.error(`skipped: ${report.numPendingTests} tests`);
  const failed = report.numFailedTests + unloaded;
  return [report.numPassedTests, report.success ? failed : Math.max(failed, 1)];
}

function readReport(path: string): Report | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Report; // the reporter's documented shape
  } catch (error) {
    console.error(`no test report: ${String(error)}`);
    return undefined;
  }
}
