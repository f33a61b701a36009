import type { CompiledPolicy } from '@troth/compiler';
import type { Asking } from './asking.ts';
import { buildCell, type CellSource } from './cell.ts';
import type { Decision, DecisionRequest, SubjectState } from './decision.ts';
import { denial } from './denial.ts';
import { Engine } from './engine.ts';
import { hindrances, reauthenticationOwed } from './refusals/whole-request.ts';
import { NOBODY, UNKNOWN } from './slot.ts';
import { Tally } from './tally.ts';
import { asked } from './wording.ts';

/** Answers requests under one policy. Holds no state of any subject. */
export interface Decider {
  /**
   * Never throws on what a request says: an unknown word denies. `now` ages authentications and
   * contracts; `state` is what is recorded of the subject and wins over the request. Answers are
   * frozen and shared.
   */
  decide(request: DecisionRequest, state: SubjectState, now: Date): Decision;
}

/**
 * Reads the policy into tables once, so that a decision costs the same however many clauses there are.
 * @param cellOf how rules become cells, for rules that are no policy's
 */
export function compileDecider(policy: CompiledPolicy, cellOf: CellSource = buildCell): Decider {
  const engine = new Engine(policy, cellOf);
  return { decide: (request, state, now) => decideBy(engine, request, state, now) };
}

/** Where the words settle which slot is asked, what was answered there before is the answer. */
function decideBy(
  engine: Engine,
  request: DecisionRequest,
  state: SubjectState,
  now: Date,
): Decision {
  const { purposes, recipients } = engine.tables;
  const purpose = purposes.get(request.purpose);
  const named = request.recipient;
  const recipient = named === undefined ? NOBODY : (recipients.get(named) ?? UNKNOWN);
  const only = request.data[0];
  if (request.data.length !== 1 || only === undefined || needsLook(request, state, engine)) {
    return workedOut(engine, { request, state, now, purpose, recipient });
  }
  if (purpose === undefined || recipient === UNKNOWN) {
    return workedOut(engine, { request, state, now, purpose, recipient });
  }
  const slot = engine.slot(request.action, only, purpose, recipient);
  const kept = slot?.kept(request, state, now);
  if (kept !== undefined) return kept;
  const decision = workedOut(engine, { request, state, now, purpose, recipient });
  if (slot !== undefined && engine.hasRoom()) slot.keep(decision, request, state, now);
  return decision;
}

/** Whether anything but the slot could matter: who has access, where the subject is, what they restricted. */
function needsLook(
  { action, actor, subject, recipient }: DecisionRequest,
  { restricted }: SubjectState,
  { tables }: Engine,
): boolean {
  const region = subject?.region;
  return (
    restricted ||
    (action === 'access' && actor?.kind !== 'service') ||
    (action === 'share' && recipient === undefined) ||
    (region !== undefined && !tables.regions.named.has(region))
  );
}

function workedOut(engine: Engine, asking: Asking): Decision {
  const { request, purpose, recipient } = asking;
  if (hindrances(asking, engine).length > 0) return denial(engine, asking);
  const tally = new Tally(asking);
  for (const id of request.data) {
    const slot = engine.slot(request.action, id, purpose, recipient);
    if (slot === undefined || !tally.add(slot)) return denial(engine, asking);
  }
  return Object.freeze({
    effect: 'permit',
    obligations: Object.freeze(tally.obligations(reauthenticationOwed(request, engine))),
    reasons: Object.freeze(tally.reasons(engine.tables)),
    explanation: `${asked(asking, engine)} is permitted.`,
  });
}
