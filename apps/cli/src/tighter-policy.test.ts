import {
  isWithin,
  verbs,
  type CompiledPolicy,
  type DataMap,
  type Rule,
  type VerbDefinition,
} from '@troth/compiler';
import {
  compileDecider,
  type Decision,
  type DecisionRequest,
  type SubjectState,
} from '@troth/decisions';
import { diffPolicies } from '@troth/diff';
import { deadlinesFor } from '@troth/erasure';
import type { Fact } from '@troth/facts';
import { policyOf, randomPolicies, randomRules, words } from '@troth/random-policies';
import { emptyCatalogue, scan } from '@troth/scanner';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { policyPairs } from './testing/policy-pairs.ts';
import { randomRequests, randomStates } from './testing/random-requests.ts';

const NOW = new Date('2026-11-23T12:00:00Z');
const SEED = 20_261_123;

const rulesOf = (some: readonly VerbDefinition[]): fc.Arbitrary<Rule> =>
  fc.oneof(...some.map(randomRules));

/** What is asked about each policy. */
const asked = fc.array(fc.tuple(randomRequests, randomStates), { minLength: 20, maxLength: 20 });

test(
  'what the diff calls tighter permits nothing that was not permitted, whatever the policy and verb',
  { timeout: 120_000 },
  () => {
    const compared = new Map<string, number>();
    fc.assert(
      fc.property(policyPairs(rulesOf(verbs)), asked, ([base, head], questions) => {
        const ordered = inOrder(base, head);
        if (ordered === undefined) return;
        for (const verb of ordered.verbs) compared.set(verb, (compared.get(verb) ?? 0) + 1);
        const isPermittedBefore = permitsOf(ordered.looser);
        const isPermittedAfter = permitsOf(ordered.tighter);
        for (const question of questions) {
          const isNew = isPermittedAfter(...question) && !isPermittedBefore(...question);
          expect(isNew ? question : undefined).toBeUndefined();
        }
      }),
      { numRuns: 3_000, seed: SEED },
    );

    const deciding = verbs.filter(({ contributes }) => contributes.decisions.length > 0);
    const unseen = deciding.filter(({ key }) => (compared.get(key) ?? 0) < 20);
    expect(unseen.map(({ key }) => key)).toEqual([]);
  },
);

const contributing = verbs.map((verb) => ({ key: verb.key, verb }));

test.each(contributing)(
  'a rule to $key does to decisions what its verb says, and nothing else',
  { timeout: 60_000 },
  ({ verb }) => {
    const others = verbs.filter(({ key }) => key !== verb.key);
    const seen = new Set<string>();
    fc.assert(
      fc.property(
        randomPolicies(rulesOf(others)),
        randomRules(verb),
        asked,
        (policy, rule, questions) => {
          const [added] = policyOf([{ rules: [rule] }]).clauses;
          const clauses = [...policy.clauses, ...(added ? [{ ...added, id: 'added' }] : [])];
          const before = compileDecider(policy);
          const after = compileDecider({ ...policy, clauses });
          for (const [request, state] of questions) {
            const was = before.decide(request, state, NOW);
            const part = partIn(was, after.decide(request, state, NOW));
            if (part !== undefined) seen.add(part);
          }
        },
      ),
      { numRuns: 1_500, seed: SEED },
    );

    expect([...seen].toSorted()).toEqual(verb.contributes.decisions.toSorted());
  },
);

test('a tighter erasure never leaves anything longer', () => {
  const erasing = rulesOf(verbs.filter(({ key }) => key === 'erase'));
  let compared = 0;
  fc.assert(
    fc.property(policyPairs(erasing), fc.constantFrom(...words), ([base, head], event) => {
      const ordered = inOrder(base, head);
      if (ordered === undefined) return;
      compared += 1;
      const [looser, tighter] = [ordered.looser, ordered.tighter].map(duesAfter(event));
      const later = words.filter(
        (word) => (tighter?.get(word) ?? NEVER) > (looser?.get(word) ?? NEVER),
      );
      expect(later).toEqual([]);
    }),
    { numRuns: 5_000, seed: SEED },
  );

  expect(compared).toBeGreaterThan(200);
});

test('what a scan finds under a policy it also finds under a tighter one', () => {
  const kept = rulesOf(verbs.filter(({ key }) => key === 'erase' || key === 'encrypt'));
  const found = new Map<string, number>();
  fc.assert(
    fc.property(
      policyPairs(kept),
      fc.array(randomFacts, { minLength: 8, maxLength: 8 }),
      ([base, head], facts) => {
        const ordered = inOrder(base, head);
        if (ordered === undefined) return;
        const [looser, tighter] = [ordered.looser, ordered.tighter].map((policy) =>
          findingsIn(policy, facts),
        );
        for (const finding of looser ?? []) {
          const [rule = ''] = finding.split(' ');
          found.set(rule, (found.get(rule) ?? 0) + 1);
        }
        expect([...(looser ?? [])].filter((finding) => !tighter?.has(finding))).toEqual([]);
      },
    ),
    { numRuns: 2_000, seed: SEED },
  );

  expect([...found.keys()].toSorted()).toEqual([
    'rest/unencrypted-storage',
    'rest/weak-cipher',
    'retention/exceeds-limit',
    'retention/missing-limit',
    'transit/weak-tls-version',
  ]);
});

/** One log a category, and its lines. */
const dataMap: DataMap = {
  application: 'inn',
  stores: words.map((word) => ({
    kind: 'log',
    id: word,
    data: [word],
    expiresAfterDays: 1,
  })),
};

const randomFacts: fc.Arbitrary<Fact> = fc.oneof(
  fc.record({
    kind: fc.constant('tls' as const),
    end: fc.constant('server' as const),
    minimum: fc.constantFrom('ssl', '1.0', '1.1', '1.2', '1.3'),
    written: fc.constant('x'),
    ...placed(),
  }),
  fc.record({
    kind: fc.constant('cipher' as const),
    algorithm: fc.constantFrom('AES', 'DES'),
    bits: fc.constantFrom(128, 192, 256),
    mode: fc.constantFrom('GCM', 'ECB'),
    written: fc.constant('x'),
    ...placed(),
  }),
  fc.record({
    kind: fc.constant('storage' as const),
    resource: fc.constant('aws_db_instance'),
    encrypted: fc.boolean(),
    ...placed(),
  }),
  fc.record({
    kind: fc.constant('retention' as const),
    resource: fc.constant('aws_cloudwatch_log_group'),
    what: fc.constantFrom('log', 'versions', 'backups'),
    days: fc.constantFrom(1, 7, 14, 27, 28, 29, 30, 31, 60, 'never' as const),
    store: fc.constantFrom(...words, 'unknown'),
    ...placed(),
  }),
);

function placed(): {
  readonly at: fc.Arbitrary<Fact['at']>;
  readonly subject: fc.Arbitrary<string>;
} {
  return {
    at: fc.nat(99).map((line) => ({
      file: 'main.tf',
      line: line + 1,
      column: 1,
      endLine: line + 1,
      endColumn: 2,
    })),
    subject: fc.nat(999).map(String),
  };
}

/** Rule and line of each; which clause is broken, and how the message says it, may differ. */
function findingsIn(policy: CompiledPolicy, facts: readonly Fact[]): ReadonlySet<string> {
  const { findings } = scan({
    policy,
    facts,
    dataMap,
    catalogue: emptyCatalogue,
    waivers: [],
    today: '2026-11-23',
  });
  return new Set(findings.map(({ rule, at }) => `${rule} ${at.line}`));
}

const NEVER = '9999';

/** By category: the instant by which it is gone, and all that it is a part of. */
function duesAfter(event: string): (policy: CompiledPolicy) => ReadonlyMap<string, string> {
  return (policy) => {
    const deadlines = deadlinesFor(policy, { type: event, at: NOW.toISOString(), category: 'inn' });
    return new Map(
      words.map((word) => {
        const dues = deadlines
          .filter(({ data }) => data.some((above) => isWithin(policy.vocabulary, word, above)))
          .map(({ due }) => due);
        return [word, dues.toSorted()[0] ?? NEVER];
      }),
    );
  };
}

/** What turned one answer into the other. Another permit may ask for something else; what asks for more is an obligation. */
function partIn(was: Decision, is: Decision): 'permit' | 'refusal' | 'obligation' | undefined {
  if (was.effect !== is.effect) return is.effect === 'permit' ? 'permit' : 'refusal';
  const [before, after] = [was, is].map(
    ({ obligations }) => new Set(obligations.map((owed) => JSON.stringify(owed))),
  );
  const isMore = before !== undefined && after !== undefined && after.size > before.size;
  return isMore && [...before].every((owed) => after.has(owed)) ? 'obligation' : undefined;
}

interface Ordered {
  readonly looser: CompiledPolicy;
  readonly tighter: CompiledPolicy;
  /** Whose rules differ. */
  readonly verbs: ReadonlySet<string>;
}

/** The two in the order that the diff says they stand; `undefined` where they stand in none. */
function inOrder(base: CompiledPolicy, head: CompiledPolicy): Ordered | undefined {
  const { changes } = diffPolicies(base, head);
  const directions = new Set(changes.map(({ direction }) => direction));
  directions.delete('editorial');
  const [direction, ...others] = directions;
  if (direction === undefined || direction === 'mixed' || others.length > 0) return undefined;
  const ruleVerbs = changes.map(({ kind }) => kind.split('.')[0] ?? '');
  const clauses = changes
    .filter(({ kind }) => kind.startsWith('clause '))
    .flatMap(({ clause }) => [...base.clauses, ...head.clauses].filter(({ id }) => id === clause));
  const found = new Set([
    ...ruleVerbs,
    ...clauses.flatMap(({ rules }) => rules.map(({ verb }) => verb)),
  ]);
  return direction === 'tightens'
    ? { looser: base, tighter: head, verbs: found }
    : { looser: head, tighter: base, verbs: found };
}

type Permits = (request: DecisionRequest, state: SubjectState) => boolean;

function permitsOf(policy: CompiledPolicy): Permits {
  const decider = compileDecider(policy);
  return (request, state) => decider.decide(request, state, NOW).effect === 'permit';
}
