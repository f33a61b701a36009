import { isDeepStrictEqual } from 'node:util';
import type { CompiledPolicy } from '@troth/compiler';
import fc from 'fast-check';
import { compileDecider, type Decider } from '../decider.ts';
import type { Decision, DecisionRequest, Obligation, SubjectState } from '../decision.ts';
import { policies, requests, states } from './arbitrary.ts';
import { furtherDemands, isMetBy, leavingOpen } from './demands.ts';
import { decideNaively } from './naive.ts';
import { tightenings } from './tightening.ts';

const NOW = new Date('2026-11-23T12:00:00Z');
/** Questions asked of one policy. */
const QUESTIONS = 12;

interface Question {
  readonly request: DecisionRequest;
  readonly state: SubjectState;
}

export interface Trial {
  readonly decisions: number;
  readonly permits: number;
}

/**
 * Questions about few things in many circumstances: what an answer was kept for is soon asked again
 * by a request that differs in something else.
 */
export const manyQuestions: fc.Arbitrary<readonly Question[]> = fc
  .tuple(
    fc.array(requests, { minLength: 3, maxLength: 3 }),
    fc.array(fc.record({ request: requests, state: states, about: fc.nat(3) }), {
      minLength: QUESTIONS,
      maxLength: QUESTIONS,
    }),
  )
  .map(([things, drawn]) =>
    drawn.map(({ request: { context, actor, ...request }, state, about }) => ({
      state,
      request: {
        ...(things[about] ?? request),
        ...(context === undefined ? {} : { context }),
        ...(actor === undefined ? {} : { actor }),
      },
    })),
  );

/**
 * Random policies, each asked a dozen questions twice over. Every answer is held against the naive
 * evaluator's, and against those of one policy that permits less and of one that demands more.
 * @throws Error that names the seed when a law does not hold
 */
export function checkDecisions(policiesDrawn: number, seed: number): Trial {
  let permits = 0;
  const cases = fc.tuple(policies, manyQuestions, fc.nat());
  fc.assert(
    fc.property(cases, ([policy, questions, choice]) => {
      const decider = compileDecider(policy);
      const answers = questions.map((question) => answerOf(decider, question));
      permits += answers.filter(({ effect }) => effect === 'permit').length;
      questions.forEach((question, place) => {
        const answer = answers[place];
        if (answer === undefined) throw new Error('a question without an answer');
        mustBeTheSame('naive evaluator', answer, naively(policy, question));
        mustBeTheSame('second time', answer, answerOf(decider, question));
      });
      const tighter = tightenings(policy);
      const chosen = tighter[choice % Math.max(tighter.length, 1)];
      if (chosen !== undefined) mustPermitNoMore(chosen, questions, answers);
      const demanding = furtherDemands(policy);
      const further = demanding[choice % Math.max(demanding.length, 1)];
      if (further !== undefined) mustOweNoLess([policy, further], questions);
    }),
    { numRuns: policiesDrawn, seed },
  );
  return { decisions: policiesDrawn * QUESTIONS, permits };
}

function answerOf(decider: Decider, { request, state }: Question): Decision {
  return decider.decide(request, state, NOW);
}

function naively(policy: CompiledPolicy, { request, state }: Question): Comparable {
  return decideNaively(policy, request, state, NOW);
}

type Comparable = Omit<Decision, 'explanation'>;

function mustBeTheSame(what: string, given: Comparable, wanted: Comparable): void {
  if (isDeepStrictEqual(inOrder(given), inOrder(wanted))) return;
  throw new Error(`${what}: ${JSON.stringify(wanted)}, not ${JSON.stringify(given)}`);
}

/** The order of kinds and of categories, and of two lists of them, says nothing. */
export function inOrder({ effect, reasons, obligations }: Comparable): Comparable {
  const sorted = obligations.map((each): Obligation => {
    if (each.type === 'kind') return { ...each, allowed: each.allowed.toSorted() };
    if (each.type === 'delete-by') return { ...each, data: each.data.toSorted() };
    if (each.type !== 'encrypt' || each.scope === 'in-transit') return each;
    return { ...each, ...(each.fields && { fields: each.fields.toSorted() }) };
  });
  return {
    effect,
    reasons,
    obligations: sorted.toSorted((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b))),
  };
}

function mustPermitNoMore(
  tighter: CompiledPolicy,
  questions: readonly Question[],
  answers: readonly Decision[],
): void {
  const decider = compileDecider(tighter);
  questions.forEach((question, place) => {
    const { effect } = answerOf(decider, question);
    if (effect === 'permit' && answers[place]?.effect === 'deny') {
      throw new Error(`a tighter policy permits more: ${JSON.stringify(question)}`);
    }
  });
}

/** What nobody speaks of can only be owed, so that a further demand takes no permit away. */
function mustOweNoLess(
  [policy, further]: readonly [CompiledPolicy, CompiledPolicy],
  questions: readonly Question[],
): void {
  const [before, after] = [compileDecider(policy), compileDecider(further)];
  for (const { request, state } of questions) {
    const open = leavingOpen(request);
    const was = before.decide(open, state, NOW);
    const is = after.decide(open, state, NOW);
    const dropped = was.obligations.filter((owed) => !isMetBy(owed, is.obligations));
    if (is.effect !== was.effect || dropped.length > 0) {
      throw new Error(`a further demand drops ${JSON.stringify([open, was, is])}`);
    }
  }
}
