import { byCover, differ, fewerIsTighter, incomparable, listed } from '@troth/orders';
import { listOfNames } from '../bound-value.ts';
import { forPurposes } from '../in-words.ts';
import { categoryMutations } from '../mutations/categories.ts';
import { within } from '../mutations/mutation.ts';
import { nameMutations } from '../mutations/names.ts';
import { data, described, id, ids, keys } from '../schema-words.ts';
import { defineVerb, type VerbDefinition } from '../verb.ts';

/** The closed list of what is collected, from whom and for what. */
export interface CollectRule {
  readonly verb: 'collect';
  readonly data: readonly string[];
  readonly source: 'data-subject' | 'automatic' | 'recipient';
  /** Recipients it is collected from (`source: recipient`) or through (a payment provider). */
  readonly from: readonly string[];
  /** Those of `from` that it passes through, where others of them send it. */
  readonly through?: readonly string[];
  /** Purposes that the collection itself states. */
  readonly purposes: readonly string[];
  /** Event type at which it is collected, where the clause says so. */
  readonly when?: string;
}

interface RawCollect {
  readonly data: readonly string[] | 'all';
  readonly from: 'data subject' | 'automatic' | readonly string[];
  readonly through?: readonly string[];
  readonly when?: string;
  readonly for?: readonly string[];
}

/** What is collected, a closed list; from whom; through which provider; at which event; what for. */
export const collect: VerbDefinition<CollectRule> = defineVerb<RawCollect, CollectRule>({
  key: 'collect',
  schema: described(
    'what is collected, a closed list',
    keys(['data', 'from'], {
      data,
      from: described('data subject, automatic, or the recipients it comes from', {
        anyOf: [{ enum: ['data subject', 'automatic'] }, ids],
      }),
      through: described('providers it passes through', ids),
      when: described('event at which it is collected', id),
      for: described('purposes it is collected for', ids),
    }),
  ),
  compile(raw, scope) {
    const senders = typeof raw.from === 'string' ? [] : scope.recipients(raw.from, 'from');
    const through = scope.recipients(raw.through ?? [], 'through');
    return {
      verb: 'collect',
      data: scope.data(raw.data, 'data'),
      source: sourceOf(raw.from),
      from: [...senders, ...through],
      ...(senders.length > 0 && through.length > 0 && { through }),
      purposes: scope.purposes(raw.for ?? [], 'for'),
      ...(raw.when !== undefined && { when: scope.event(raw.when, 'when') }),
    };
  },
  bindings(rule, { recipients }) {
    const through = rule.through ?? (rule.source === 'recipient' ? [] : rule.from);
    return {
      from: listOfNames(
        recipients,
        rule.from.filter((each) => !through.includes(each)),
      ),
      through: listOfNames(recipients, through),
    };
  },
  inWords({ data: categories, from, purposes }, name) {
    const senders = from.length > 0 ? ` from or through ${name(from)}` : '';
    return `collect ${name(categories)}${senders}${forPurposes(purposes, name)}; nothing else`;
  },
  /** More data, sources or purposes are looser. */
  order: {
    fields: ['data', 'source', 'from', 'purposes', 'when'],
    stated: () => 'loosens',
    differences: (before, after, { covered }) => [
      ...differ(
        'collect.data',
        [before.data, after.data],
        byCover(covered, fewerIsTighter),
        listed,
      ),
      ...differ('collect.source', [before.source, after.source], incomparable),
      ...differ(
        'collect.from',
        [new Set(before.from), new Set(after.from)],
        fewerIsTighter,
        listed,
      ),
      ...differ(
        'collect.purposes',
        [new Set(before.purposes), new Set(after.purposes)],
        fewerIsTighter,
        listed,
      ),
      ...differ(
        'collect.when',
        [before.when ?? 'any time', after.when ?? 'any time'],
        incomparable,
      ),
    ],
  },
  /** So does an event that is forgotten. */
  mutations(rule, vocabulary) {
    const purposes = vocabulary.purposes.map((each) => each.id);
    const recipients = vocabulary.recipients.map((each) => each.id);
    const { when, ...anyTime } = rule;
    return [
      ...within(categoryMutations(rule.data, vocabulary, 'loosens'), (value) => ({
        ...rule,
        data: value,
      })),
      ...within(
        nameMutations({ key: 'for', names: rule.purposes, known: purposes, more: 'loosens' }),
        (names) => ({ ...rule, purposes: names }),
      ),
      ...(rule.from.length === 0
        ? []
        : within(
            nameMutations({ key: 'from', names: rule.from, known: recipients, more: 'loosens' }),
            (from) => ({ ...rule, from }),
          )),
      ...(when === undefined
        ? []
        : [{ what: `when: ${when} dropped`, direction: 'loosens' as const, rule: anyTime }]),
    ];
  },
  noticedBy: (answer) =>
    `\`collect:\` with an answer of \`${answer}\`, or an \`event:\` with \`collected:\``,
  contributes: {
    decisions: ['permit'],
    keptBy: () => ({
      mechanisms: [
        'decisions/collect',
        'collection/undeclared-data',
        'collection/unclassified-field',
        'page/missing-link',
      ],
    }),
    agreedTo: () => [],
  },
});

function sourceOf(from: RawCollect['from']): CollectRule['source'] {
  if (from === 'data subject') return 'data-subject';
  return from === 'automatic' ? 'automatic' : 'recipient';
}
