import type { CompiledPolicy } from '@troth/compiler';
import type { Asking } from './asking.ts';
import { buildCell, type CellSource } from './cell.ts';
import type { Decision, DecisionRequest, SubjectState } from './decision.ts';
import { denial } from './denial.ts';
import { Engine } from './engine.ts';
import { hindrances, reauthenticationOwed } from './refusals/whole-request.ts';
import { isNamedRegion } from './region.ts';
import { NOBODY, UNKNOWN, type Slot } from './slot.ts';
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
  return {
    decide: (request, state, now) => {
      const slot = settledSlot(engine, request, state);
      const kept = slot?.kept(request, state, now);
      if (kept !== undefined) return kept;
      const decision = workedOut(engine, askingOf(engine, request, state, now));
      if (slot !== undefined && engine.hasRoom()) slot.keep(decision, request, state, now);
      return decision;
    },
  };
}

/** The slot that alone settles such a request, with what its own conditions turn on. */
function settledSlot(
  engine: Engine,
  request: DecisionRequest,
  state: SubjectState,
): Slot | undefined {
  const { data, recipient: named } = request;
  const { purposes, recipients } = engine.tables;
  const only = data[0];
  if (data.length !== 1 || only === undefined || needsLook(request, state, engine))
    return undefined;
  const purpose = purposes.get(request.purpose);
  const recipient = named === undefined ? NOBODY : recipients.get(named);
  if (purpose === undefined || recipient === undefined) return undefined;
  return engine.slot(request.action, only, purpose, recipient);
}

/** Whether anything but the slot could matter: who has access, where the subject is, what they restricted. */
function needsLook(
  { action, actor, subject, recipient }: DecisionRequest,
  { restricted }: SubjectState,
  { tables }: Engine,
): boolean {
  if (restricted || (action === 'share' && recipient === undefined)) return true;
  if (action === 'access' && actor?.kind !== 'service') return true;
  const region = subject?.region;
  return region !== undefined && !isNamedRegion(region, tables.regions);
}

function askingOf(
  { tables: { purposes, recipients } }: Engine,
  request: DecisionRequest,
  state: SubjectState,
  now: Date,
): Asking {
  const purpose = purposes.get(request.purpose);
  const named = request.recipient;
  const recipient = named === undefined ? NOBODY : (recipients.get(named) ?? UNKNOWN);
  return { request, state, now, purpose, recipient };
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
