import {
  byCover,
  demanded,
  differ,
  fewerIsTighter,
  higherIsTighter,
  incomparable,
  listed,
} from '@troth/orders';
import { categoryMutations } from '../mutations/categories.ts';
import { within, type Mutation } from '../mutations/mutation.ts';
import { nameMutations } from '../mutations/names.ts';
import { data, described, keys } from '../schema-words.ts';
import { defineVerb, type VerbDefinition } from '../verb.ts';

export interface DiscloseRule {
  readonly verb: 'disclose';
  readonly data: readonly string[];
  readonly bases: readonly ('law' | 'regulation' | 'legal-process')[];
  /** How many persons approve a disclosure. */
  readonly approvers: number;
  /** The data subject must be told of each disclosure. */
  readonly notify?: true;
}

interface RawDisclose {
  readonly data: readonly string[] | 'all';
  readonly bases: DiscloseRule['bases'];
  readonly approvers: number;
  readonly notify?: true;
}

const BASES: DiscloseRule['bases'] = ['law', 'regulation', 'legal-process'];

const MOST_APPROVERS = 9;

/** What may go to an authority, on which bases, with how many persons agreeing. */
export const disclose: VerbDefinition<DiscloseRule> = defineVerb<RawDisclose, DiscloseRule>({
  key: 'disclose',
  schema: described(
    'what may go to an authority',
    keys(['data', 'bases', 'approvers'], {
      data,
      bases: described('legal bases of a disclosure', {
        type: 'array',
        minItems: 1,
        uniqueItems: true,
        items: { enum: BASES },
      }),
      approvers: described('how many persons have to agree', {
        type: 'integer',
        minimum: 1,
        maximum: MOST_APPROVERS,
      }),
      notify: described('the data subject is told of each disclosure', { const: true }),
    }),
  ),
  compile: (raw, scope) => ({
    verb: 'disclose',
    data: scope.data(raw.data, 'data'),
    bases: raw.bases,
    approvers: raw.approvers,
    ...(raw.notify && { notify: raw.notify }),
  }),
  inWords: (rule, name) =>
    `disclose ${name(rule.data)} only on the basis of ${rule.bases.join(', ')}, approved by ${rule.approvers} persons${rule.notify ? ', with notice to the person' : ''}`,
  /** More data, more bases, fewer approvers and no notice are looser. */
  order: {
    fields: ['data', 'bases', 'approvers', 'notify'],
    stated: () => 'loosens',
    differences: (before, after, { covered }) => [
      ...differ(
        'disclose.data',
        [before.data, after.data],
        byCover(covered, fewerIsTighter),
        listed,
      ),
      ...differ(
        'disclose.bases',
        [new Set<string>(before.bases), new Set<string>(after.bases)],
        fewerIsTighter,
        listed,
      ),
      ...differ('disclose.approvers', [before.approvers, after.approvers], higherIsTighter),
      ...differ('disclose.notify', [noticeOf(before), noticeOf(after)], demanded(incomparable)),
    ],
  },
  mutations: (rule, vocabulary) => [
    ...within(categoryMutations(rule.data, vocabulary, 'loosens'), (value) => ({
      ...rule,
      data: value,
    })),
    ...within(
      nameMutations({ key: 'bases', names: rule.bases, known: BASES, more: 'loosens' }),
      (bases) => ({ ...rule, bases }),
    ),
    ...approverMutations(rule),
    ...withoutNotice(rule),
  ],
  noticedBy: (answer) =>
    `\`disclose:\` with an answer of \`${answer}\`, or \`requires: { approvers: … }\``,
  contributes: {
    decisions: ['permit'],
    keptBy: () => ({ mechanisms: ['decisions/disclose'] }),
  },
});

function approverMutations(rule: DiscloseRule): readonly Mutation<DiscloseRule>[] {
  const { approvers } = rule;
  const of = (count: number): Pick<Mutation<DiscloseRule>, 'what' | 'rule'> => ({
    what: `approvers: ${approvers} → ${count}`,
    rule: { ...rule, approvers: count },
  });
  return [
    ...(approvers > 1 ? [{ ...of(approvers - 1), direction: 'loosens' as const }] : []),
    ...(approvers < MOST_APPROVERS
      ? [{ ...of(approvers + 1), direction: 'tightens' as const }]
      : []),
  ];
}

function withoutNotice(rule: DiscloseRule): readonly Mutation<DiscloseRule>[] {
  const { notify, ...silent } = rule;
  return notify === undefined
    ? []
    : [{ what: 'notify dropped', direction: 'loosens', rule: silent }];
}

function noticeOf({ notify }: DiscloseRule): string | undefined {
  return notify === true ? 'yes' : undefined;
}
