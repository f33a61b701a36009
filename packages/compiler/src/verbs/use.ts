import {
  byCover,
  differ,
  fewerIsTighter,
  incomparable,
  listed,
  moreIsTighter,
  opposite,
  type Difference,
  type Direction,
} from '@troth/orders';
import type { Between } from '../between.ts';
import { listOfNames, nameOf } from '../bound-value.ts';
import { categoryMutations } from '../mutations/categories.ts';
import { within } from '../mutations/mutation.ts';
import { nameMutations } from '../mutations/names.ts';
import { data, described, except, ids, keys } from '../schema-words.ts';
import {
  conditionBindings,
  conditionDifferences,
  conditionKeys,
  conditionMutations,
  conditionsInWords,
  conditionsOf,
  type RawConditions,
  type UseConditions,
} from '../use-conditions.ts';
import { defineVerb, type VerbDefinition } from '../verb.ts';

export interface UseRule {
  readonly verb: 'use';
  readonly data: readonly string[];
  readonly purposes: readonly string[];
  /** `only`: these purposes and, for this data, never another. */
  readonly exclusive: boolean;
  /** GDPR art. 6(1); `consent` is also a condition. */
  readonly basis?: LegalBasis;
  readonly conditions: UseConditions;
}

export type LegalBasis =
  | 'consent'
  | 'contract'
  | 'legal-obligation'
  | 'vital-interests'
  | 'public-task'
  | 'legitimate-interests';

interface RawUse extends RawConditions {
  readonly data: readonly string[] | 'all';
  readonly except?: readonly string[];
  readonly for?: readonly string[];
  readonly only?: readonly string[];
  readonly optOut?: true;
  readonly benefits?: 'data subject';
  readonly basis?: LegalBasis;
}

const BASES: readonly LegalBasis[] = [
  'consent',
  'contract',
  'legal-obligation',
  'vital-interests',
  'public-task',
  'legitimate-interests',
];

/** What data is used for. `for` permits these purposes, `only` permits them and refuses every other. */
export const use: VerbDefinition<UseRule> = defineVerb<RawUse, UseRule>({
  key: 'use',
  schema: described('what data is used for; what is not named is refused', {
    ...keys(['data'], {
      data,
      except,
      for: described('purposes that are permitted', ids),
      only: described('purposes that are permitted; every other one is refused', ids),
      ...conditionKeys,
      optOut: described('people can object, and are then left out', { const: true }),
      benefits: described('the use serves the data subject alone', { const: 'data subject' }),
      basis: described('legal basis of the use', { enum: BASES }),
    }),
    oneOf: [{ required: ['for'] }, { required: ['only'] }],
  }),
  compile(raw, scope) {
    const purposes = raw.only
      ? scope.purposes(raw.only, 'only')
      : scope.purposes(raw.for ?? [], 'for');
    return {
      verb: 'use',
      data: scope.data(raw.data, 'data', raw.except),
      purposes,
      exclusive: raw.only !== undefined,
      ...(raw.basis && { basis: raw.basis }),
      conditions: {
        ...conditionsOf(raw),
        ...(raw.optOut && { optOut: true }),
        ...(raw.benefits && { beneficiary: 'data-subject' }),
        ...(raw.basis === 'consent' && { consent: true }),
      },
    };
  },
  bindings: ({ purposes, basis, conditions }, vocabulary) => ({
    ...conditionBindings(conditions),
    for: listOfNames(vocabulary.purposes, purposes),
    ...(basis && { basis: nameOf(basis.replaceAll('-', ' ')) }),
  }),
  inWords(rule, name) {
    const only = rule.exclusive ? ' and never for anything else' : '';
    return `use ${name(rule.data)} for ${name(rule.purposes)}${only}${conditionsInWords(rule.conditions)}`;
  },
  order: {
    fields: ['data', 'purposes', 'exclusive', 'basis', 'conditions'],
    stated: ({ exclusive }) => (exclusive ? 'tightens' : 'loosens'),
    /** `only` takes all other purposes away; where its own purpose was not free for all of the data, it also permits. */
    statedAmid(rule, other, between) {
      if (isTwoSided(between)) return 'mixed';
      if (!rule.exclusive) return 'loosens';
      const { purposes } = rule;
      const isFree = between.isFree(other, { data: between.covered(rule.data), purposes });
      return isFree ? 'tightens' : 'mixed';
    },
    differences: (before, after, between) =>
      differences(before, after, between).map((difference) => {
        const isOfReach = difference.kind === 'use.data' || difference.kind === 'use.purposes';
        return isOfReach && isTwoSided(between)
          ? { ...difference, direction: 'mixed' as const }
          : difference;
      }),
  },
  mutations(rule, vocabulary) {
    const purposes = vocabulary.purposes.map(({ id }) => id);
    const more = rule.exclusive ? 'tightens' : 'loosens';
    return [
      ...within(categoryMutations(rule.data, vocabulary, more), (value) => ({
        ...rule,
        data: value,
      })),
      ...within(
        nameMutations({ key: 'for', names: rule.purposes, known: purposes, more: 'loosens' }),
        (names) => ({ ...rule, purposes: names }),
      ),
      {
        what: rule.exclusive ? 'only → for' : 'for → only',
        direction: opposite(more),
        rule: { ...rule, exclusive: !rule.exclusive },
      },
      ...within(conditionMutations(rule.conditions), (conditions) => ({ ...rule, conditions })),
    ];
  },
  noticedBy: (answer) =>
    `\`use:\` with an answer of \`${answer}\`, and \`owes:\` for its conditions`,
  contributes: {
    decisions: ['permit', 'refusal', 'obligation'],
    /** Consent, age and product are conditions of the decision itself. */
    keptBy({ basis }) {
      const unseen = 'a use by code that asks for no decision is not seen';
      const legal = '; whether the legal basis holds is for legal to confirm';
      return {
        mechanisms: [
          'decisions/use',
          'guard/queries',
          'purpose/undeclared-use',
          'purpose/undecided-access',
        ],
        remainder: basis === undefined ? unseen : unseen + legal,
      };
    },
    frees: ({ exclusive, conditions, data: categories, purposes }) =>
      exclusive || Object.keys(conditions).length > 0 ? [] : [{ data: categories, purposes }],
    binds: ({ purposes }, { narrows }) => (narrows.length > 0 ? purposes : []),
    agreedTo: ({ conditions, purposes }) => (conditions.consent === true ? purposes : []),
  },
});

/** More data or purposes are looser; more data kept for one purpose alone is tighter. */
function differences(before: UseRule, after: UseRule, between: Between): readonly Difference[] {
  if (before.exclusive !== after.exclusive) return swapped(before, after, between);
  return [
    ...dataDifferences(before, after, between),
    ...differ(
      'use.purposes',
      [new Set(before.purposes), new Set(after.purposes)],
      fewerIsTighter,
      listed,
    ),
    // Each basis gives people other rights; to name one at all only says more.
    ...differ('use.basis', [before.basis ?? 'none', after.basis ?? 'none'], incomparable),
    ...conditionDifferences('use', before.conditions, after.conditions),
  ];
}

/** `only` for `for`, or back. */
function swapped(before: UseRule, after: UseRule, between: Between): readonly Difference[] {
  const direction = after.exclusive ? 'tightens' : 'loosens';
  const others = differences(before, { ...after, exclusive: before.exclusive }, between);
  return [
    { kind: 'use.only', direction, before: words(before), after: words(after) },
    ...others.map((other) =>
      other.kind === 'use.data'
        ? { ...other, direction: reachOfSwap(before, after, between) }
        : other,
    ),
  ];
}

/** What changes for data as `only` comes: more of it is permitted where it was not free, less of it is not. */
function reachOfSwap(before: UseRule, after: UseRule, between: Between): Direction {
  if (before.exclusive) {
    const { base, head } = between;
    return opposite(reachOfSwap(after, before, { ...between, base: head, head: base }));
  }
  const { base, covered, isFree } = between;
  const [old, young] = [covered(before.data), covered(after.data)];
  const come = new Set([...young].filter((category) => !old.has(category)));
  if (isFree(base, { data: come, purposes: after.purposes })) return 'tightens';
  return [...old].every((category) => young.has(category)) ? 'loosens' : 'mixed';
}

/** More data for one purpose alone is tighter only where that purpose was free for it before. */
function dataDifferences(before: UseRule, after: UseRule, between: Between): readonly Difference[] {
  const { base, head, covered, isFree } = between;
  const order = byCover(covered, before.exclusive ? moreIsTighter : fewerIsTighter);
  const found = differ('use.data', [before.data, after.data], order, listed);
  if (!after.exclusive) return found;
  const [old, young] = [covered(before.data), covered(after.data)];
  const come = new Set([...young].filter((category) => !old.has(category)));
  const gone = new Set([...old].filter((category) => !young.has(category)));
  return isFree(base, { data: come, purposes: after.purposes }) &&
    isFree(head, { data: gone, purposes: before.purposes })
    ? found
    : found.map((difference) => ({ ...difference, direction: 'mixed' }));
}

/**
 * What a clause that narrows others permits, it also narrows theirs for; what an exception keeps for one
 * purpose, it also permits against the clause it is an exception to.
 */
function isTwoSided({ sides }: Between): boolean {
  return sides.some(
    ({ narrows, exceptTo, rules }) =>
      narrows.length > 0 ||
      (exceptTo.length > 0 && rules.some((rule) => rule.verb === 'use' && rule.exclusive)),
  );
}

function words({ exclusive }: UseRule): string {
  return exclusive ? 'only' : 'not only';
}
