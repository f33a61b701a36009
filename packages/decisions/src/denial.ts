import type { Asking } from './asking.ts';
import { pageOrder } from './cell.ts';
import type { Decision, DecisionRequest } from './decision.ts';
import type { Engine } from './engine.ts';
import { wouldPermit } from './permits/would-permit.ts';
import { hindrances, type Hindrance } from './refusals/whole-request.ts';
import type { Slot } from './slot.ts';
import { isInForce, stands } from './standing.ts';
import { asked, inOneSentence, shortened } from './wording.ts';

/** Everything that refuses a request already known to be denied. */
export function denial(engine: Engine, asking: Asking): Decision {
  const { request, purpose, recipient } = asking;
  const found = [
    ...hindrances(asking, engine).map((hindrance) => withClauses(hindrance, request, engine)),
    ...request.data.flatMap((id) => {
      const slot = engine.slot(request.action, id, purpose, recipient);
      return slot === undefined ? [unknownCategory(id, request, engine)] : refusalsOf(slot, asking);
    }),
  ];
  const because = found.map((refusal) => refusal.because);
  // With a plainer reason at hand, silence need not be mentioned.
  const told = because.filter((reason) => reason !== NOTHING_PERMITS);
  const clauses = pageOrder(found.flatMap((refusal) => refusal.clauses));
  return Object.freeze({
    effect: 'deny',
    obligations: Object.freeze([]),
    reasons: Object.freeze(clauses.map((clause) => engine.tables.clauses[clause] ?? '')),
    explanation: `${asked(asking, engine)} is denied: ${inOneSentence(told.length > 0 ? told : because)}.`,
  });
}

const NOTHING_PERMITS = 'no clause permits it';

/** What refuses this category; empty when some permit holds. */
function refusalsOf(slot: Slot, asking: Asking): readonly Hindrance[] {
  const { request, state, now } = asking;
  const failed: Hindrance[] = [];
  for (const open of slot.open) {
    if (!stands(open, slot, asking)) continue;
    const failing = open.conditions.filter(({ judge }) => judge(request, state, now) === 'fails');
    if (failing.length === 0) return [];
    failed.push(...failing);
  }
  const blocks = slot.blocks
    .filter((block) => isInForce(block, asking))
    .map(({ clause, because }) => ({ clauses: [clause], because }));
  if (blocks.length > 0 || failed.length > 0) return [...blocks, ...failed];
  return [{ clauses: slot.silent, because: NOTHING_PERMITS }];
}

function unknownCategory(id: string, request: DecisionRequest, engine: Engine): Hindrance {
  const because = `the policy knows no data "${shortened(id)}"`;
  return { clauses: wouldPermit(request.action, engine.rules, undefined), because };
}

/** A refusal that no clause speaks names the clauses that would have had to permit. */
function withClauses(hindrance: Hindrance, request: DecisionRequest, engine: Engine): Hindrance {
  if (hindrance.clauses.length > 0) return hindrance;
  const { action, data } = request;
  const categories =
    data.length > 0 ? data.map((id) => engine.tables.categories.get(id)) : [undefined];
  const clauses = categories.flatMap((category) => wouldPermit(action, engine.rules, category));
  return { ...hindrance, clauses };
}
