export { firstDay } from './consequences.ts';
export { diffPolicies } from './diff-policies.ts';
export type { Direction } from '@troth/orders';
export type { Change, Consequences, Notice, PolicyDiff, Reconsent } from './policy-diff.ts';
export { requirementsUnmet, type UnmetRequirement } from './requirements.ts';
