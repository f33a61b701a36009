import type { CompiledPolicy } from '@troth/compiler';
import { isSale, type Asking } from './asking.ts';
import type { Decision, DecisionRequest, SubjectState } from './decision.ts';
import { denial } from './denial.ts';
import { Engine } from './engine.ts';
import { hindrances, reauthenticationOwed } from './refusals/whole-request.ts';
import { Tally } from './tally.ts';
import { asked } from './wording.ts';

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
    decide: (request, state, now) =>
      decideBy(engine, { request, state, now, isSale: isSale(request, engine.tables) }),
  };
}

function decideBy(engine: Engine, asking: Asking): Decision {
  const { request } = asking;
  if (hindrances(asking, engine).length > 0) return denial(engine, asking);
  const [only] = request.data;
  if (request.data.length === 1 && only !== undefined && !asking.isSale) {
    const settled = settledBy(engine, request, only);
    if (settled !== undefined) return settled;
  }
  const tally = new Tally(asking);
  for (const id of request.data) {
    const cell = engine.cell(request.action, id, request.purpose);
    if (cell === undefined || !tally.add(cell)) return denial(engine, asking);
  }
  return {
    effect: 'permit',
    obligations: tally.obligations(reauthenticationOwed(request, engine)),
    reasons: tally.reasons(engine.tables),
    explanation: asked(request, engine) + ' is permitted.',
  };
}

/** Where nothing but action, category and purpose can matter, the answer stands in the cell. */
function settledBy(
  engine: Engine,
  request: DecisionRequest,
  category: string,
): Decision | undefined {
  const { action, purpose } = request;
  if (action === 'access') return undefined;
  const cell = engine.cell(action, category, purpose);
  if (cell?.closed !== undefined) {
    const { reasons, because } = cell.closed;
    const explanation = asked(request, engine) + ' is denied: ' + because + '.';
    return { effect: 'deny', obligations: [], reasons, explanation };
  }
  if (cell?.plain === undefined) return undefined;
  const explanation = asked(request, engine) + ' is permitted.';
  return { effect: 'permit', obligations: [], reasons: cell.plain, explanation };
}
