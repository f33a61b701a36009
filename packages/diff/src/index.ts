export { diffPolicies } from './diff-policies.ts';
export type { Change, Direction, PolicyDiff } from './policy-diff.ts';
export { requirementsUnmet, type UnmetRequirement } from './requirements.ts';
