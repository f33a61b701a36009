import type { CompiledPolicy } from '@troth/compiler';
import { enforcementOf, runtimeMechanisms, type Status } from '@troth/enforcement';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import { ciMechanisms } from './enforcement.ts';
import { loadSoundProject } from './project.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const now = new Date('2026-11-23T12:00:00Z');
const mechanisms = [...runtimeMechanisms, ...ciMechanisms];
let policy: CompiledPolicy;

beforeAll(async () => {
  ({ policy } = await loadSoundProject('policy', root));
});

function statuses(found: typeof mechanisms): ReadonlyMap<string, Status> {
  return new Map(
    enforcementOf(policy, found, [], now).clauses.map(({ id, status }) => [id, status]),
  );
}

test('every clause of the published policy has a status', () => {
  expect(statuses(mechanisms).size).toBe(42);
});

/** What no clause of the published policy promises; the tests of `@troth/enforcement` take it away. */
const unpromised = new Set(['envelope/fields', 'consents/browser-signal']);

test.each(mechanisms.map(({ id }) => id).filter((id) => !unpromised.has(id)))(
  'without %s each clause that it keeps becomes a gap',
  (id) => {
    const kept = enforcementOf(policy, mechanisms, [], now).clauses.filter(({ enforcedBy }) =>
      enforcedBy.some((mechanism) => mechanism.id === id),
    );
    const without = statuses(mechanisms.filter((mechanism) => mechanism.id !== id));

    expect(kept.length).toBeGreaterThan(0);
    expect(kept.map((clause) => without.get(clause.id))).toEqual(kept.map(() => 'gap'));
  },
);

test.each(ciMechanisms)('the rule $id has its test where coverage says', ({ test: { file } }) => {
  expect(existsSync(`${root}/${file}`)).toBe(true);
});

// What a person decided each sentence can be at best; `enforced` where code alone can keep it.
const people = [
  'use.monitor-security',
  'sharing.contracts',
  'sharing.legal-process',
  'security.reviews',
  'security.penetration-tests',
];
const words = ['about.title', 'about.scope', 'rights.eu-additional', 'contact.questions'];
const wider = [
  'use.training-only-for-service',
  'use.investigate-abuse',
  'retention.closed-account',
  'retention.legal-exception',
  'sharing.no-sale',
  'security.in-transit',
  'security.at-rest',
  'security.authorized-access',
  'security.mfa',
  'collection.no-card-numbers',
];

test('without evidence no promise that people keep is shown as kept', () => {
  expect(people.map((id) => statuses(mechanisms).get(id))).toEqual(people.map(() => 'gap'));
});

test('a sentence that states no rule is informational, never enforced', () => {
  expect(words.map((id) => statuses(mechanisms).get(id))).toEqual(words.map(() => 'informational'));
});

test('a sentence that promises more than code can keep names the rest', () => {
  const { clauses } = enforcementOf(policy, mechanisms, [], now);

  expect(
    clauses.filter(({ id, remainder }) => wider.includes(id) && remainder.length === 0),
  ).toEqual([]);
});

test('every gap has a reason and a day until which the company answers for it', () => {
  expect(
    enforcementOf(policy, mechanisms, [], now).gaps.filter(({ acknowledged }) => !acknowledged),
  ).toEqual([]);
});
