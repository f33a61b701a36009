export { firstDay } from './consequences.ts';
export { diffPolicies } from './diff-policies.ts';
export type {
  Change,
  Consequences,
  Direction,
  Notice,
  PolicyDiff,
  Reconsent,
} from './policy-diff.ts';
export { requirementsUnmet, type UnmetRequirement } from './requirements.ts';
