import { between, type CompiledPolicy } from '@troth/compiler';
import { isMaterial, type Direction } from '@troth/orders';
import { clauseDifferences, type ClauseDifference } from './clauses.ts';
import { consequencesOf } from './consequences.ts';
import type { Change, PolicyDiff } from './policy-diff.ts';
import { settingDifferences } from './settings.ts';
import { vocabularyDifferences } from './vocabulary.ts';

/** What changes for the people the policy speaks of, clause by clause. Layout and comments leave no trace. */
export function diffPolicies(base: CompiledPolicy, head: CompiledPolicy): PolicyDiff {
  const policies = between(base, head);
  const differences = [
    ...clauseDifferences(policies),
    ...settingDifferences(base, head).map((each) => ({ clause: 'policy', ...each })),
    ...vocabularyDifferences(policies).map((each) => ({
      clause: 'vocabulary',
      ...each,
    })),
  ];
  const changes = differences.map((difference) => changeOf(difference, base));
  const material = changes.some(({ direction }) => isMaterial(direction));
  const consequences = consequencesOf(changes, base, head);
  return { material, changes, ...(consequences !== undefined && { consequences }) };
}

/** The rules in force decide what a change of them takes. */
function changeOf(difference: ClauseDifference, inForce: CompiledPolicy): Change {
  const { clause, kind, direction, before, after } = difference;
  const requires = requirementsOf(direction, inForce);
  return { clause, kind, direction, before, after, summary: summaryOf(difference), requires };
}

function requirementsOf(
  direction: Direction,
  { noticeDays, approvals }: CompiledPolicy,
): readonly string[] {
  switch (direction) {
    case 'loosens':
    case 'mixed':
      return [
        `effective date at least ${noticeDays} days after publication`,
        'change-log entry',
        ...approvals.loosens.map((role) => `approval: ${role}`),
      ];
    case 'tightens':
      return approvals.tightens.map((role) => `approval: ${role}`);
    case 'editorial':
      return [];
  }
}

const EFFECTS: Readonly<Record<Direction, string>> = {
  tightens: 'this tightens the promise',
  loosens: 'this loosens the promise',
  mixed: 'this may loosen the promise: no order tells',
  editorial: 'the promise stays the same',
};

function summaryOf({ clause, kind, direction, before, after }: ClauseDifference): string {
  return `\`${clause}\`: ${eventOf(kind, before, after)}; ${EFFECTS[direction]}.`;
}

function eventOf(kind: string, before: string | null, after: string | null): string {
  if (kind.startsWith('clause ')) return `the ${kind.replace(' ', ' is ')}`;
  if (kind === 'text') return 'the wording changes';
  if (before === null) return `${kind} is new: ${after ?? ''}`;
  if (after === null) return `${kind} goes, it was: ${before}`;
  return `${kind} changes from ${before} to ${after}`;
}
