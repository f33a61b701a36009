import type { PolicyTestResults } from '@troth/policy-tests';

/** As JSON shows them; the diagnostics say the same as the failed tests. */
export function testJson({ passed, failed, tests, coverage }: PolicyTestResults): unknown {
  return { passed, failed, tests, coverage };
}
