export type { Mutant } from './mutate/mutant.ts';
export { mutatePolicy } from './mutate/mutate-policy.ts';
export { runMutation, type MutationResults, type Survivor } from './mutate/run-mutation.ts';
export {
  runPolicyTests,
  type Coverage,
  type PolicyTestResults,
  type TestResult,
} from './run-policy-tests.ts';
