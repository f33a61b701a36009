import {
  formatDuration,
  isWithin,
  rulesOf,
  type CompiledPolicy,
  type GrantRule,
  type Stated,
} from '@troth/compiler';
import { parseDuration } from '@troth/language';
import { namesOf } from './decision-case.ts';
import { mismatched } from './mismatch.ts';
import type { Then, When } from './test-file.ts';

/**
 * What went wrong with a test of a person's request; `undefined`: it holds. A clause grants it when it
 * speaks of the right, of all the data and of where the person is.
 */
export function checkRequest(when: When, then: Then, policy: CompiledPolicy): string | undefined {
  const purposes = when.for === undefined ? [undefined] : namesOf(when.for);
  for (const purpose of purposes) {
    const wrong = checkOne(when, purpose, then, policy);
    if (wrong !== undefined) return purposes.length === 1 ? wrong : `${purpose}: ${wrong}`;
  }
  return undefined;
}

function checkOne(
  when: When,
  purpose: string | undefined,
  then: Then,
  policy: CompiledPolicy,
): string | undefined {
  const granting = rulesOf(policy, 'grant').filter((stated) =>
    grants(stated, { when, purpose }, policy),
  );
  const clauses = granting.map(({ clause }) => clause.id);
  const channels = granting.flatMap(({ rule }) =>
    rule.channel === undefined ? [] : [rule.channel],
  );
  const wrong = [
    ...granted(then, clauses),
    ...TIMES.flatMap(([key, word]) => {
      const expected = then[key];
      if (expected === undefined) return [];
      const got = granting.flatMap(({ rule }) => rule[key] ?? []).map(formatDuration);
      return mismatched(word, [shown(expected)], got);
    }),
    ...(then.through === undefined
      ? []
      : mismatched('a way through', namesOf(then.through), channels)),
  ];
  return wrong.join('; ') || undefined;
}

const TIMES = [
  ['within', 'an answer within'],
  ['extension', 'more time of'],
  ['appeal', 'an answer to an appeal within'],
] as const;

function granted({ granted: expected }: Then, clauses: readonly string[]): readonly string[] {
  if (expected === undefined) return [];
  if (expected === true)
    return clauses.length > 0 ? [] : ['expected the right to be granted, no clause does'];
  return mismatched(
    'the right to be granted by',
    expected === false ? [] : namesOf(expected),
    clauses,
  );
}

interface Asked {
  readonly when: When;
  readonly purpose: string | undefined;
}

function grants(
  { rule }: Stated<GrantRule>,
  { when, purpose }: Asked,
  policy: CompiledPolicy,
): boolean {
  const { vocabulary } = policy;
  const asked = namesOf(when.of ?? []);
  const region = when.subject?.region;
  return (
    rule.rights.some((right) => right === when.request) &&
    asked.every((category) => rule.data.some((known) => isWithin(vocabulary, category, known))) &&
    (rule.purposes.length === 0 || (purpose !== undefined && rule.purposes.includes(purpose))) &&
    (rule.regions.length === 0 ||
      vocabulary.regions.some(
        ({ id, countries }) =>
          rule.regions.includes(id) && region !== undefined && countries.includes(region),
      ))
  );
}

function shown(window: string): string {
  const parsed = parseDuration(window);
  return parsed === undefined ? window : formatDuration(parsed);
}
