import {
  canonicalJson,
  verbOf,
  type Between,
  type CompiledPolicy,
  type Rule,
} from '@troth/compiler';
import { opposite, unorderedDifferences, type Difference, type Direction } from '@troth/orders';

/** Rules that stand on both sides say nothing; the rest are compared verb by verb, in their order. */
export function ruleDifferences(
  before: readonly Rule[],
  after: readonly Rule[],
  between: Between,
): readonly Difference[] {
  const [old, young] = apart(before, after);
  const slots = [...new Set([...old, ...young].map(slotOf))];
  return slots.flatMap((slot) => {
    const olds = old.filter((rule) => slotOf(rule) === slot);
    const youngs = young.filter((rule) => slotOf(rule) === slot);
    const count = Math.max(olds.length, youngs.length);
    return Array.from({ length: count }, (_, place) =>
      oneRule(olds[place], youngs[place], between),
    ).flat();
  });
}

/** What it does to a promise that this rule is new; mirrored when it goes. `other` is the policy without it. */
export function directionOfNew(rule: Rule, other: CompiledPolicy, between: Between): Direction {
  const { order } = verbOf(rule);
  return order.statedAmid?.(rule, other, between) ?? order.stated(rule);
}

function oneRule(
  before: Rule | undefined,
  after: Rule | undefined,
  between: Between,
): readonly Difference[] {
  const { base, head } = between;
  if (before === undefined) {
    if (after === undefined) return [];
    const direction = directionOfNew(after, base, between);
    return [{ kind: after.verb, direction, before: null, after: 'stated' }];
  }
  if (after === undefined) {
    const direction = opposite(directionOfNew(before, head, between));
    return [{ kind: before.verb, direction, before: 'stated', after: null }];
  }
  const { order } = verbOf(after);
  return [
    ...order.differences(before, after, between),
    ...unorderedDifferences(after.verb, before, after, ['verb', ...order.fields]),
  ];
}

/** Rules of one verb that speak of different things are not each other's successors. */
function slotOf(rule: Rule): string {
  return `${rule.verb} ${verbOf(rule).order.subject?.(rule) ?? ''}`;
}

/** The rules of each side that the other does not state, in their order. */
function apart(
  before: readonly Rule[],
  after: readonly Rule[],
): readonly [old: readonly Rule[], young: readonly Rule[]] {
  const [old, young] = [
    before.map((rule) => canonicalJson(rule)),
    after.map((rule) => canonicalJson(rule)),
  ];
  return [without(before, old, young), without(after, young, old)];
}

function without(
  rules: readonly Rule[],
  own: readonly string[],
  others: readonly string[],
): readonly Rule[] {
  const left = [...others];
  return rules.filter((_, number) => {
    const place = left.indexOf(own[number] ?? '');
    if (place < 0) return true;
    left.splice(place, 1);
    return false;
  });
}
