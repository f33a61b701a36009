import type { CompiledPolicy } from '@troth/compiler';
import { askingOf, type Asking } from './asking.ts';
import type { Cell } from './cell.ts';
import type { Decision, DecisionRequest, SubjectState } from './decision.ts';
import { denial } from './denial.ts';
import { Engine } from './engine.ts';
import { hindrances, reauthenticationOwed } from './refusals/whole-request.ts';
import { Tally } from './tally.ts';
import { asked, recipientOf } from './wording.ts';

/** Answers requests under one policy. Holds no state of any subject. */
export interface Decider {
  /**
   * Never throws on what a request says: an unknown word denies. `now` ages authentications and
   * contracts; `state` is what is recorded of the subject and wins over the request.
   */
  decide(request: DecisionRequest, state: SubjectState, now: Date): Decision;
}

/** Reads the policy into tables once, so that a decision costs the same however many clauses there are. */
export function compileDecider(policy: CompiledPolicy): Decider {
  const engine = new Engine(policy);
  return {
    decide: (request, state, now) => decideBy(engine, askingOf(request, state, now, engine.tables)),
  };
}

function decideBy(engine: Engine, asking: Asking): Decision {
  const { request, purpose } = asking;
  if (hindrances(asking, engine).length > 0) return denial(engine, asking);
  const [only] = request.data;
  if (request.data.length === 1 && only !== undefined) {
    const cell = engine.cell(request.action, only, purpose);
    if (cell === undefined) return denial(engine, asking);
    return settledBy(cell, asking, engine) ?? tallied([cell], asking, engine);
  }
  const cells = request.data.map((id) => engine.cell(request.action, id, purpose));
  return tallied(cells, asking, engine);
}

/** Where nothing but action, category and purpose can matter, the answer stands in the cell. */
function settledBy(cell: Cell, asking: Asking, { policy }: Engine): Decision | undefined {
  if (asking.isSale || asking.request.action === 'access') return undefined;
  if (cell.closed !== undefined) {
    const { reasons, because } = cell.closed;
    const explanation = cell.asked + recipientOf(asking, policy) + ' is denied: ' + because + '.';
    return { effect: 'deny', obligations: [], reasons, explanation };
  }
  if (cell.plain === undefined) return undefined;
  const explanation = cell.asked + recipientOf(asking, policy) + ' is permitted.';
  return { effect: 'permit', obligations: [], reasons: cell.plain, explanation };
}

function tallied(cells: readonly (Cell | undefined)[], asking: Asking, engine: Engine): Decision {
  const tally = new Tally(asking);
  for (const cell of cells) {
    if (cell === undefined || !tally.add(cell)) return denial(engine, asking);
  }
  const [first] = cells;
  const what =
    cells.length === 1 && first !== undefined
      ? first.asked + recipientOf(asking, engine.policy)
      : asked(asking, engine);
  return {
    effect: 'permit',
    obligations: tally.obligations(reauthenticationOwed(asking.request, engine)),
    reasons: tally.reasons(engine.tables),
    explanation: what + ' is permitted.',
  };
}
