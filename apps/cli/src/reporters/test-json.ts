import type { MutationResults, PolicyTestResults } from '@troth/policy-tests';

/** As JSON shows them; the diagnostics say the same as the failed tests. `mutation` only where it was asked for. */
export function testJson(
  { passed, failed, tests, coverage }: PolicyTestResults,
  mutation?: MutationResults,
): unknown {
  return { passed, failed, tests, coverage, ...(mutation !== undefined && { mutation }) };
}
