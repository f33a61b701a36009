export {
  runPolicyTests,
  type Coverage,
  type PolicyTestResults,
  type TestResult,
} from './run-policy-tests.ts';
