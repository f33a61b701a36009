import type { CompiledPolicy, DataMap } from '@troth/compiler';
import type { ErasureEvent } from './event.ts';
import { instantOf } from './deadlines.ts';
import { planErasure } from './plan-erasure.ts';
import type { ErasurePlan, ErasureStep, Retained } from './plan.ts';

/**
 * The later erasures of what one plan kept for laws: one for each instant at which a law ends, due
 * then. What another law keeps longer stays retained in them.
 * @param kept the plan that kept the records, of the same event
 */
export function planRelease(
  policy: CompiledPolicy,
  dataMaps: readonly DataMap[],
  event: ErasureEvent,
  kept: Pick<ErasurePlan, 'clause' | 'retained'>,
): ErasurePlan[] {
  const ends = [...new Set(kept.retained.map(({ until }) => until))].toSorted();
  return ends.flatMap((until) => {
    const ending = kept.retained.filter((entry) => entry.until === until);
    const plan = planErasure(policy, dataMaps, event, instantOf(until)).find(
      ({ clause }) => clause === kept.clause,
    );
    if (plan === undefined) return [lostRelease(event, kept.clause, ending)];
    const release = { ...plan, due: until, startsAt: until, ...narrowed(plan, ending) };
    if (release.steps.length > 0 || plan.errors.length > 0) return [release];
    return [lostRelease(event, kept.clause, ending)];
  });
}

/** What was kept must go, and neither policy nor data maps say any more how: shown, never dropped. */
function lostRelease(
  event: ErasureEvent,
  clause: string,
  ending: readonly Retained[],
): ErasurePlan {
  const until = ending[0]?.until ?? event.at;
  const uncovered = ending.map(
    ({ store, target }) =>
      `\`${store}.${target}\` was kept until ${until}, and no step reaches it any more`,
  );
  const times = { due: until, startsAt: until };
  return { clause, event: event.id, ...times, steps: [], retained: [], uncovered, errors: [] };
}

/** Of a plan that erases everything once more, the steps at the places whose law ends. */
function narrowed(
  plan: ErasurePlan,
  ending: readonly Retained[],
): Pick<ErasurePlan, 'steps' | 'retained'> {
  const steps = plan.steps.filter((step) => ending.some((entry) => isAt(step, entry)));
  const places = new Map(steps.map(({ order }, index) => [order, index + 1]));
  return {
    steps: steps.map((step, index) => ({
      ...step,
      order: index + 1,
      after: step.after.flatMap((order) => places.get(order) ?? []),
    })),
    retained: plan.retained.filter((entry) =>
      ending.some(({ store, target }) => store === entry.store && target === entry.target),
    ),
  };
}

function isAt(step: ErasureStep, { store, target }: Retained): boolean {
  if (step.store !== store) return false;
  switch (step.kind) {
    case 'rows':
    case 'columns':
      return step.table === target;
    case 'objects':
    case 'processor':
    case 'expiry':
      return true;
  }
}
