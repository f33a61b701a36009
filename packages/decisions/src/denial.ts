import { idsOf, inOneSentence, NOTHING_PERMITS, pageOrder, type Cell } from './cell.ts';
import type { Asking } from './asking.ts';
import type { Decision, DecisionRequest } from './decision.ts';
import type { Engine } from './engine.ts';
import { wouldPermit } from './permits/would-permit.ts';
import { hindrances, type Hindrance } from './refusals/whole-request.ts';
import { matches } from './tally.ts';
import { asked, shortened } from './wording.ts';

/** Everything that refuses a request already known to be denied. */
export function denial(engine: Engine, asking: Asking): Decision {
  const { request } = asking;
  const whole = hindrances(asking, engine);
  const found = [
    ...whole.map((hindrance) => withClauses(hindrance, request, engine)),
    ...request.data.flatMap((id) => {
      const cell = engine.cell(request.action, id, asking.purpose);
      return cell === undefined ? [unknownCategory(id, request, engine)] : refusalsOf(cell, asking);
    }),
  ];
  const because = found.map((refusal) => refusal.because);
  // With a plainer reason at hand, silence need not be mentioned.
  const told = because.filter((reason) => reason !== NOTHING_PERMITS);
  return {
    effect: 'deny',
    obligations: [],
    reasons: reasonsOf(found, engine),
    explanation: `${asked(asking, engine)} is denied: ${inOneSentence(told.length > 0 ? told : because)}.`,
  };
}

function reasonsOf(found: readonly Hindrance[], { tables }: Engine): readonly string[] {
  const [first, ...others] = found;
  if (first?.reasons !== undefined && others.length === 0) return first.reasons;
  return idsOf(pageOrder(found.flatMap(({ clauses }) => clauses)), tables);
}

/** What refuses this category; empty when some permit holds. */
function refusalsOf(cell: Cell, asking: Asking): readonly Hindrance[] {
  const failed: Hindrance[] = [];
  for (const open of cell.open) {
    if (!matches(open, asking)) continue;
    const failing = open.conditions.filter((condition) => condition.judge(asking) === 'fails');
    if (failing.length === 0) return [];
    failed.push(
      ...failing.map((condition) => ({
        clauses: condition.clauses,
        because: condition.because,
      })),
    );
  }
  const stops = asking.isSale ? [...cell.refusals, ...cell.sale] : cell.refusals;
  const refusals = stops.map(({ clause, because }) => ({ clauses: [clause], because }));
  if (refusals.length > 0 || failed.length > 0) return [...refusals, ...failed];
  return [cell.silent];
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
