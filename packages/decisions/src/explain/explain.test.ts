import { rulesOf, type CompiledPolicy } from '@troth/compiler';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileDecider } from '../decider.ts';
import type { DecisionRequest, SubjectState } from '../decision.ts';
import { policies, requests, states } from '../testing/arbitrary.ts';
import { northwind } from '../testing/northwind.ts';
import type { Alternative, Change } from './alternatives.ts';
import type { Asked } from './edits.ts';
import { explain, toldOf, type Explanation } from './explain.ts';

const NOW = new Date('2026-11-23T12:00:00Z');
const FREE: SubjectState = { optOuts: [], restricted: false };

function explained(
  request: DecisionRequest,
  state: SubjectState = FREE,
  policy: CompiledPolicy = northwind,
): Explanation {
  const decider = compileDecider(policy);
  const answer = (asked: Asked) => decider.decide(asked.request, asked.state, asked.now);
  return explain(policy, { request, state, now: NOW }, answer);
}

/** Each alternative as `what → to`, and the clauses that ask for it. */
function inShort({ alternatives }: Explanation): readonly (readonly string[])[] {
  return alternatives.map(({ changes }) =>
    changes.map(
      ({ what, to, clauses }) => `${what} → ${JSON.stringify(to)} (${clauses.join(' ')})`,
    ),
  );
}

describe('what would have had to be different', () => {
  test('a case that nobody named', () => {
    const found = explained({
      action: 'use',
      data: ['account.name'],
      purpose: 'fraud-cases',
      context: { log: false },
    });

    expect(inShort(found)).toContainEqual([
      'context.caseId → "<an open case>" (fraud.cases)',
      'context.log → true (fraud.cases)',
    ]);
  });

  test('groups are as small as the clause lets them be', () => {
    const found = explained({
      action: 'use',
      data: ['reading'],
      purpose: 'statistics',
      context: { aggregate: true, groupSize: 3 },
    });

    expect(inShort(found)[0]).toEqual(['context.groupSize → 10 (reading.groups)']);
  });

  test('a second factor, and a younger sign-in', () => {
    const found = explained({
      action: 'access',
      data: ['account.name'],
      purpose: 'receipts',
      actor: { id: 'ann', kind: 'person', amr: ['pwd'], authTime: '2026-11-20T12:00:00Z' },
    });

    expect(inShort(found)[0]).toEqual([
      'actor.amr → ["pwd","mfa"] (staff)',
      'actor.authTime → "2026-11-23T12:00:00.000Z" (staff)',
    ]);
  });

  test('an objection or a restriction that is on record', () => {
    const request: DecisionRequest = {
      action: 'use',
      data: ['account.email'],
      purpose: 'newsletter',
    };
    const objected = explained(request, { optOuts: ['newsletter'], restricted: false });
    const restricted = explained(request, { optOuts: [], restricted: true });

    expect(inShort(objected)[0]).toEqual([
      'record.objection → false (mail.newsletter mail.opt-out)',
    ]);
    expect(inShort(restricted)).toEqual([['record.restriction → false (rights.restriction)']]);
  });

  test('less data, down to the part that is permitted', () => {
    const found = explained({ action: 'use', data: ['card', 'manuscripts'], purpose: 'billing' });
    const children = explained({ action: 'store', data: ['card'], purpose: 'billing' });

    expect(inShort(found)[0]).toEqual(['data → ["card"] (manuscripts.printing-only)']);
    expect(inShort(children)[0]).toEqual(['data → ["card.brand"] (card.never-stored)']);
  });

  test('another recipient, or another purpose', () => {
    const found = explained({
      action: 'share',
      data: ['card.brand'],
      purpose: 'billing',
      recipient: 'inkhouse',
    });
    const used = explained({ action: 'use', data: ['manuscripts.drafts'], purpose: 'billing' });

    expect(inShort(found)).toEqual([['recipient → "paywell" (providers)']]);
    expect(inShort(used)).toEqual([['purpose → "printing" (manuscripts.printing-only)']]);
  });

  test('a disclosure that is recorded, on a basis that the clause lists', () => {
    const found = explained({ action: 'disclose', data: ['card.brand'], purpose: 'billing' });

    expect(inShort(found)).toEqual(
      ['law', 'legal-process'].map((basis) => [
        `context.basis → "${basis}" (law)`,
        'context.disclosureId → "<a recorded disclosure>" (law)',
      ]),
    );
  });

  test('nothing, where a clause says never', () => {
    const found = explained({ action: 'store', data: ['card.number'], purpose: 'billing' });

    expect([found.alternatives, found.isCutOff]).toEqual([[], false]);
  });

  test('of a permit nothing, but for the clauses that permit each category', () => {
    const found = explained({
      action: 'use',
      data: ['account.name', 'card.brand'],
      purpose: 'billing',
    });
    const permitted = explained({ action: 'use', data: ['card.brand'], purpose: 'billing' });

    expect(found.categories).toMatchObject([
      { category: 'account.name', effect: 'deny' },
      { category: 'card.brand', effect: 'permit', reasons: ['collect.card'] },
    ]);
    expect([permitted.decision.effect, permitted.alternatives]).toEqual(['permit', []]);
  });

  test('a vocabulary too large to be tried says that it was cut off', () => {
    const { vocabulary } = northwind;
    const purposes = Array.from({ length: 3_000 }, (_, place) => ({
      id: `p${place}`,
      name: `purpose ${place}`,
    }));
    const large = { ...northwind, vocabulary: { ...vocabulary, purposes } };
    const found = explained({ action: 'use', data: ['reading'], purpose: 'p0' }, FREE, large);

    expect(found.isCutOff).toBe(true);
  });
});

describe('laws of alternatives', () => {
  const RUNS = { numRuns: 300, seed: 20_261_123 };

  test('each is permitted when asked, owes what it says, and none is another with a change more', () => {
    let seen = 0;
    fc.assert(
      fc.property(policies, requests, states, (policy, request, state) => {
        const decider = compileDecider(policy);
        const found = explained(request, state, policy);
        for (const { asked, changes, obligations, reasons } of found.alternatives) {
          seen += 1;
          const again = decider.decide(asked.request, asked.state, asked.now);
          expect([again.effect, again.obligations]).toEqual(['permit', obligations]);
          expect(again.reasons).toEqual(reasons);
          expect(changes.length).toBeGreaterThan(0);
        }
        const sets = found.alternatives.map(({ changes }) => new Set(changes.map(inWords)));
        const contained = sets.filter((one) =>
          sets.some((other) => one !== other && [...one].every((change) => other.has(change))),
        );
        expect(contained).toEqual([]);
      }),
      RUNS,
    );

    expect(seen).toBeGreaterThan(300);
  });

  test('one change that is enough is never missed', () => {
    fc.assert(
      fc.property(policies, requests, states, (policy, request, state) => {
        const found = explained(request, state, policy);
        if (found.decision.effect === 'permit' || found.isCutOff) return;
        const decider = compileDecider(policy);
        for (const [what, changed] of singleChanges(policy, request)) {
          if (decider.decide(changed, state, NOW).effect === 'deny') continue;
          expect(found.alternatives.some((each) => isOnly(each, what))).toBe(true);
        }
      }),
      RUNS,
    );
  });
});

function inWords({ what, to }: Change): string {
  return JSON.stringify([what, to]);
}

function isOnly({ changes }: Alternative, what: string): boolean {
  return changes.length === 1 && changes[0]?.what === what;
}

/** Plainly, each way to change one thing. */
function singleChanges(
  policy: CompiledPolicy,
  request: DecisionRequest,
): readonly (readonly [string, DecisionRequest])[] {
  const { purposes, recipients } = policy.vocabulary;
  const context = request.context ?? {};
  const ages = [...rulesOf(policy, 'use'), ...rulesOf(policy, 'limit')].flatMap(
    ({ rule }) => rule.conditions.minimumAge ?? [],
  );
  return [
    ...purposes.map(({ id }) => ['purpose', { ...request, purpose: id }] as const),
    ...(request.recipient === undefined
      ? []
      : recipients.map(({ id }) => ['recipient', { ...request, recipient: id }] as const)),
    ...request.data.map((id) => ['data', { ...request, data: [id] }] as const),
    ...(['mask', 'log', 'notify'] as const).map(
      (name) => [`context.${name}`, { ...request, context: { ...context, [name]: true } }] as const,
    ),
    ['context.caseId', { ...request, context: { ...context, caseId: 'c-1' } }],
    ['context.sale', { ...request, context: { ...context, sale: false } }],
    ...ages.map((age) => ['context.age', { ...request, context: { ...context, age } }] as const),
  ];
}

test('what is told has neither the question nor what is on record', () => {
  const state: SubjectState = { optOuts: ['figures'], restricted: false };
  const found = explained(
    { action: 'use', data: ['account.name'], purpose: 'fraud-cases', subject: { id: 'u-1' } },
    state,
  );

  const told = toldOf(found);

  expect(told.categories).toEqual(found.categories);
  expect(told.isCutOff).toBe(found.isCutOff);
  expect(told.alternatives.map(({ changes }) => changes)).toEqual(
    found.alternatives.map(({ changes }) => changes),
  );
  expect(told.alternatives.length).toBeGreaterThan(0);
  for (const each of told.alternatives)
    expect(Object.keys(each)).toEqual(['changes', 'obligations', 'reasons']);
  expect(JSON.stringify(told)).not.toContain('u-1');
});
