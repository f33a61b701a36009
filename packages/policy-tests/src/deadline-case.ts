import { addDuration, isWithin, rulesOf, type CompiledPolicy } from '@troth/compiler';
import { deadlinesFor, type Deadline } from '@troth/erasure';
import { instantOf } from './instant.ts';
import { mismatched } from './mismatch.ts';
import type { Then, When } from './test-file.ts';

/** What went wrong with a test of an event; `undefined`: it holds. The event has been checked to be known. */
export function checkEvent(
  when: When,
  then: Then,
  now: Date,
  policy: CompiledPolicy,
): string | undefined {
  const at = instantOf(when.at ?? '') ?? now;
  const occurrence = { type: when.event ?? '', at: at.toISOString() };
  const deadlines = deadlinesFor(
    policy,
    when.item === undefined ? occurrence : { ...occurrence, category: when.item },
  ).filter(({ clause }) => then.clause === undefined || then.clause === clause);
  const wrong = [
    checkDue(then, deadlines),
    checkStages(then, deadlines),
    ...(then.erased === undefined
      ? []
      : mismatched(
          'to be erased',
          then.erased,
          deadlines.flatMap(({ data }) => data),
        )),
    ...(then.kept === undefined ? [] : checkKept(then.kept, deadlines, at, policy)),
    ...(then.collected === undefined
      ? []
      : mismatched('to be collected', then.collected, collectedAt(when.event ?? '', policy))),
  ];
  return wrong.filter((message) => message !== undefined).join('; ') || undefined;
}

function checkDue(then: Then, deadlines: readonly Deadline[]): string | undefined {
  if (then.due === undefined && then.starts === undefined) return undefined;
  if (then.due === 'never') {
    return deadlines.length === 0
      ? undefined
      : `expected no deadline, got ${deadlines.map(({ clause, due }) => `${due} by ${clause}`).join(', ')}`;
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

function checkStages({ stages }: Then, deadlines: readonly Deadline[]): string | undefined {
  if (stages === undefined) return undefined;
  const got = deadlines.find((deadline) => deadline.stages !== undefined)?.stages;
  if (got === undefined) return 'expected an erasure by stages, got none';
  return mismatched(
    'stages to end',
    Object.entries(stages).map(
      ([stage, end]) => `${stage} ${instantOf(end)?.toISOString() ?? end}`,
    ),
    Object.entries(got).map(([stage, end]) => `${stage} ${end}`),
  )[0];
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

/** What laws keep beyond the erasures, each category with the day its law ends. */
function checkKept(
  expected: Readonly<Record<string, string>>,
  deadlines: readonly Deadline[],
  at: Date,
  policy: CompiledPolicy,
): readonly string[] {
  const { vocabulary } = policy;
  const kept = rulesOf(policy, 'retain')
    .filter(({ clause }) => deadlines.some((each) => clause.exceptTo.includes(each.clause)))
    .flatMap(({ rule }) =>
      vocabulary.obligations
        .filter(({ id }) => rule.obligations.includes(id))
        .flatMap(({ data, period }) =>
          data
            .filter((category) => rule.data.some((said) => isWithin(vocabulary, category, said)))
            .map((category) => `${category} until ${addDuration(at, period).toISOString()}`),
        ),
    );
  const wanted = Object.entries(expected).map(
    ([category, until]) => `${category} until ${instantOf(until)?.toISOString() ?? until}`,
  );
  return mismatched('to be kept by law', wanted, kept);
}

function collectedAt(event: string, policy: CompiledPolicy): readonly string[] {
  return rulesOf(policy, 'collect')
    .filter(({ rule }) => rule.when === event)
    .flatMap(({ rule }) => rule.data);
}
