import type { CompiledPolicy } from '@troth/compiler';
import { deadlinesFor, type Deadline } from '@troth/erasure';
import { instantOf } from './instant.ts';
import type { Then, When } from './test-file.ts';

/** What went wrong with a test of a deadline; `undefined`: it holds. The event has been checked to be known. */
export function checkDeadline(
  when: When,
  then: Then,
  now: Date,
  policy: CompiledPolicy,
): string | undefined {
  const at = (instantOf(when.at ?? '') ?? now).toISOString();
  const occurrence = { type: when.event ?? '', at };
  const deadlines = deadlinesFor(
    policy,
    when.item === undefined ? occurrence : { ...occurrence, category: when.item },
  ).filter(({ clause }) => then.clause === undefined || then.clause === clause);
  if (then.due === 'never') {
    return deadlines.length === 0 ? undefined : `expected no deadline, got ${listed(deadlines)}`;
  }
  const [first] = deadlines.toSorted((a, b) => (a.due < b.due ? -1 : Number(a.due > b.due)));
  if (first === undefined) {
    return `expected a deadline${then.clause === undefined ? '' : ` by ${then.clause}`}, got none`;
  }
  return (
    mismatch('due', then.due, first.due, first) ??
    mismatch('starts', then.starts, first.startsAt, first)
  );
}

function mismatch(
  word: string,
  expected: string | undefined,
  got: string,
  { clause }: Deadline,
): string | undefined {
  if (expected === undefined || instantOf(expected)?.toISOString() === got) return undefined;
  return `expected ${word} ${expected}, got ${got} by ${clause}`;
}

function listed(deadlines: readonly Deadline[]): string {
  return deadlines.map(({ clause, due }) => `${due} by ${clause}`).join(', ');
}
