import { canonicalJson, type CompiledPolicy, type Rule, type UseRule } from '@troth/compiler';
import type { Difference, Direction } from './policy-diff.ts';
import type { Covered } from './orders/categories.ts';
import { isPermitted, type Permitted } from './orders/permitted.ts';
import { collectDifferences } from './orders/collect.ts';
import { grantDifferences } from './orders/grant.ts';
import { limitDifferences } from './orders/limit.ts';
import { neverDifferences } from './orders/never.ts';
import { eraseDifferences, retainDifferences } from './orders/retention.ts';
import { controlDifferences, encryptDifferences, restrictDifferences } from './orders/security.ts';
import { contractDifferences, discloseDifferences, shareDifferences } from './orders/share.ts';
import { unorderedDifferences } from './orders/unordered.ts';
import { useDifferences } from './orders/use.ts';

/** What the other policy says decides whether a rule that comes or goes also permits something. */
export interface Between {
  readonly covered: Covered;
  readonly permitted: Permitted;
  readonly base: CompiledPolicy;
  readonly head: CompiledPolicy;
}

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
export function directionOfNew(
  rule: Rule,
  other: CompiledPolicy,
  between: Pick<Between, 'covered' | 'permitted'>,
): Direction {
  if (rule.verb === 'use' && rule.exclusive) return directionOfOnly(rule, other, between);
  // While an account is active, what is kept is a floor and a ceiling at once.
  if (rule.verb === 'retain' && rule.while !== undefined) return 'mixed';
  return NEW[rule.verb];
}

const NEW: Readonly<Record<Rule['verb'], Direction>> = {
  collect: 'loosens',
  use: 'loosens',
  retain: 'loosens',
  share: 'loosens',
  disclose: 'loosens',
  limit: 'tightens',
  never: 'tightens',
  erase: 'tightens',
  contract: 'tightens',
  encrypt: 'tightens',
  restrict: 'tightens',
  control: 'tightens',
  grant: 'tightens',
};

/** `only` takes all other purposes away; where its own purpose was not free for all of the data, it also permits. */
function directionOfOnly(
  rule: Extract<Rule, { verb: 'use' }>,
  other: CompiledPolicy,
  { covered, permitted }: Pick<Between, 'covered' | 'permitted'>,
): Direction {
  const data = covered(rule.data);
  return isPermitted(other, { data, purposes: rule.purposes }, permitted) ? 'tightens' : 'mixed';
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
  const ordered = before.verb === after.verb ? ORDERED[before.verb] : ['verb'];
  return [
    ...sameVerb(before, after, between),
    ...unorderedDifferences(after.verb, before, after, ['verb', ...ordered]),
  ];
}

/** The fields that an order speaks of. */
const ORDERED: Readonly<Record<Rule['verb'], readonly string[]>> = {
  collect: ['data', 'source', 'from', 'purposes', 'when'],
  use: ['data', 'purposes', 'exclusive', 'basis', 'conditions'],
  limit: ['data', 'purposes', 'conditions'],
  never: ['data', 'act'],
  retain: ['data', 'while', 'obligations'],
  erase: ['data', 'after', 'within', 'stages', 'idle'],
  share: ['recipients'],
  contract: ['recipients', 'missing', 'outside'],
  disclose: ['data', 'bases', 'approvers'],
  encrypt: ['scope', 'minimum', 'cipher'],
  restrict: ['systems', 'roles', 'mfa', 'fresh'],
  control: ['control', 'every'],
  grant: ['rights', 'data', 'regions', 'channel', 'within', 'extension', 'appeal', 'purposes'],
};

function sameVerb(before: Rule, after: Rule, between: Between): readonly Difference[] {
  const { covered } = between;
  return (
    flowDifferences(before, after, between) ??
    dutyDifferences(before, after, covered) ??
    safeguardDifferences(before, after) ?? [
      { kind: 'rule', direction: 'mixed', before: before.verb, after: after.verb },
    ]
  );
}

/** Rules on where data may go. */
function flowDifferences(
  before: Rule,
  after: Rule,
  between: Between,
): readonly Difference[] | undefined {
  const { covered } = between;
  if (before.verb === 'collect' && after.verb === 'collect') {
    return collectDifferences(before, after, covered);
  }
  if (before.verb === 'use' && after.verb === 'use') {
    return useDifferences(before, after, covered).map((difference) =>
      onlyWidened(difference, { before, after }, between),
    );
  }
  if (before.verb === 'share' && after.verb === 'share') {
    return shareDifferences(before, after, covered);
  }
  if (before.verb === 'disclose' && after.verb === 'disclose') {
    return discloseDifferences(before, after, covered);
  }
  return undefined;
}

/** More data for one purpose alone is tighter only where that purpose was free for it before. */
function onlyWidened(
  difference: Difference,
  { before, after }: { readonly before: UseRule; readonly after: UseRule },
  { base, head, covered, permitted }: Between,
): Difference {
  if (difference.kind !== 'use.data' || !after.exclusive) return difference;
  const [old, young] = [covered(before.data), covered(after.data)];
  const come = new Set([...young].filter((category) => !old.has(category)));
  const gone = new Set([...old].filter((category) => !young.has(category)));
  const isFree =
    isPermitted(base, { data: come, purposes: after.purposes }, permitted) &&
    isPermitted(head, { data: gone, purposes: before.purposes }, permitted);
  return isFree ? difference : { ...difference, direction: 'mixed' };
}

/** Rules on what is owed to people. */
function dutyDifferences(
  before: Rule,
  after: Rule,
  covered: Covered,
): readonly Difference[] | undefined {
  if (before.verb === 'never' && after.verb === 'never') {
    return neverDifferences(before, after, covered);
  }
  if (before.verb === 'limit' && after.verb === 'limit') {
    return limitDifferences(before, after, covered);
  }
  if (before.verb === 'retain' && after.verb === 'retain') {
    return retainDifferences(before, after, covered);
  }
  if (before.verb === 'erase' && after.verb === 'erase') {
    return eraseDifferences(before, after, covered);
  }
  if (before.verb === 'grant' && after.verb === 'grant') {
    return grantDifferences(before, after, covered);
  }
  return undefined;
}

/** Rules on how data is kept safe. */
function safeguardDifferences(before: Rule, after: Rule): readonly Difference[] | undefined {
  if (before.verb === 'contract' && after.verb === 'contract') {
    return contractDifferences(before, after);
  }
  if (before.verb === 'encrypt' && after.verb === 'encrypt') {
    return encryptDifferences(before, after);
  }
  if (before.verb === 'restrict' && after.verb === 'restrict') {
    return restrictDifferences(before, after);
  }
  if (before.verb === 'control' && after.verb === 'control') {
    return controlDifferences(before, after);
  }
  return undefined;
}

export function opposite(direction: Direction): Direction {
  if (direction === 'tightens') return 'loosens';
  return direction === 'loosens' ? 'tightens' : direction;
}

/** Two encryptions speak of different things, and so do two controls. */
function slotOf(rule: Rule): string {
  if (rule.verb === 'encrypt') return `encrypt ${rule.scope}`;
  return rule.verb === 'control' ? `control ${rule.control}` : rule.verb;
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
