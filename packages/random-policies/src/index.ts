export { frame, regions, words } from './frame.ts';
export { policyOf, randomPolicies } from './policies.ts';
export { randomRules } from './rules.ts';
