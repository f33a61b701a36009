import { differ, fewerIsTighter, listed, type Covered, type Order } from '@troth/orders';
import { listOfNames } from '../bound-value.ts';
import { forPurposes } from '../in-words.ts';
import { categoryMutations } from '../mutations/categories.ts';
import { within, type Mutation, type ValueMutation } from '../mutations/mutation.ts';
import { nameMutations } from '../mutations/names.ts';
import { placesOf, safeguardsOf, servicesOf } from '../recipient-words.ts';
import { data, described, except, id, ids, keys } from '../schema-words.ts';
import { defineVerb, type VerbDefinition } from '../verb.ts';
import type { Vocabulary } from '../vocabulary.ts';

export interface ShareRule {
  readonly verb: 'share';
  /** One entry a recipient. */
  readonly recipients: readonly {
    readonly recipient: string;
    readonly data: readonly string[];
    readonly purposes: readonly string[];
    /** Only when the data subject's consent to the purpose is on record. */
    readonly consent?: true;
  }[];
}

type Entry = ShareRule['recipients'][number];

interface RawShare {
  readonly with: readonly {
    readonly recipient: string;
    readonly data: readonly string[] | 'all';
    readonly except?: readonly string[];
    readonly for: readonly string[];
    readonly when?: 'consented';
  }[];
}

/** Who receives which data for which purpose: a closed list. */
export const share: VerbDefinition<ShareRule> = defineVerb<RawShare, ShareRule>({
  key: 'share',
  schema: described(
    'who receives which data for which purpose, a closed list',
    keys(['with'], {
      with: described('the recipients, one entry each', {
        type: 'array',
        minItems: 1,
        items: keys(['recipient', 'data', 'for'], {
          recipient: described('id from vocabulary/recipients.yaml', id),
          data,
          except,
          for: described('purposes the recipient may use it for', ids),
          when: described('condition under which it is shared', { const: 'consented' }),
        }),
      }),
    }),
  ),
  compile: (raw, scope) => ({
    verb: 'share',
    recipients: raw.with.map((entry, index) => {
      const inner = scope.below('with', index);
      return {
        recipient: inner.recipient(entry.recipient, 'recipient'),
        data: inner.data(entry.data, 'data', entry.except),
        purposes: inner.purposes(entry.for, 'for'),
        ...(entry.when && { consent: true as const }),
      };
    }),
  }),
  bindings(rule, vocabulary) {
    const ordered = [...recipientsOf(rule)];
    return {
      with: listOfNames(vocabulary.recipients, ordered),
      places: placesOf(ordered, vocabulary),
      safeguards: safeguardsOf(ordered, vocabulary),
      services: servicesOf(ordered, vocabulary),
    };
  },
  inWords: ({ recipients }, name) =>
    recipients
      .map((one) => {
        const consent = one.consent === true ? ', with a consent on record' : '';
        return `share ${name(one.data)} with ${name([one.recipient])}${forPurposes(one.purposes, name)}${consent}`;
      })
      .join('; '),
  /**
   * Recipients that come and go are told apart from what is said of those that stay: of each of them a
   * rule permits pairs of category and purpose, and more of them is looser.
   */
  order: {
    fields: ['recipients'],
    stated: () => 'loosens',
    differences(before, after, { covered }) {
      const [old, young] = [recipientsOf(before), recipientsOf(after)];
      const staying = [...young].filter((recipient) => old.has(recipient));
      const byPairs: Order<readonly Entry[]> = (a, b) =>
        fewerIsTighter(pairs(a, covered), pairs(b, covered));
      return [
        ...differ('share.recipients', [old, young], fewerIsTighter, listed),
        ...staying.flatMap((recipient) =>
          differ(
            `share.${recipient}`,
            [entriesOf(before, recipient), entriesOf(after, recipient)],
            byPairs,
            inWords,
          ),
        ),
      ];
    },
  },
  mutations: (rule, vocabulary) => [
    ...recipientMutations(rule, vocabulary),
    ...rule.recipients.flatMap((entry, place) =>
      entryMutations(entry, vocabulary).map(({ what, direction, value }) => ({
        what: `${entry.recipient}, ${what}`,
        direction,
        rule: { ...rule, recipients: rule.recipients.with(place, value) },
      })),
    ),
  ],
  noticedBy: (answer) => `\`share:\` and \`to:\` with an answer of \`${answer}\``,
  contributes: {
    decisions: ['permit'],
    keptBy: () => ({
      mechanisms: [
        'decisions/share',
        'guard/egress',
        'sharing/undeclared-recipient',
        'sharing/undeclared-category',
        'sharing/personal-data-in-logs',
      ],
    }),
    agreedTo: ({ recipients }) =>
      recipients.filter(({ consent }) => consent === true).flatMap(({ purposes }) => purposes),
  },
});

function recipientsOf(rule: ShareRule): ReadonlySet<string> {
  return new Set(rule.recipients.map(({ recipient }) => recipient));
}

function entriesOf(rule: ShareRule, of: string): readonly Entry[] {
  return rule.recipients.filter(({ recipient }) => recipient === of);
}

/** A pair without the need of a consent is one more. */
function pairs(entries: readonly Entry[], covered: Covered): ReadonlySet<string> {
  return new Set(
    entries.flatMap((entry) =>
      [...covered(entry.data)].flatMap((category) =>
        entry.purposes.flatMap((purpose) => {
          const pair = `${category} for ${purpose}`;
          return entry.consent === true ? [pair] : [pair, `${pair} without consent`];
        }),
      ),
    ),
  );
}

function inWords(entries: readonly Entry[]): string {
  return entries
    .map((entry) => {
      const consent = entry.consent === true ? ' with consent' : '';
      return `${listed(entry.data)} for ${listed(entry.purposes)}${consent}`;
    })
    .join('; ');
}

function recipientMutations(
  rule: ShareRule,
  vocabulary: Vocabulary,
): readonly Mutation<ShareRule>[] {
  const known = vocabulary.recipients.map((each) => each.id);
  const names = rule.recipients.map(({ recipient }) => recipient);
  const like = rule.recipients[0];
  return within(nameMutations({ key: 'with', names, known, more: 'loosens' }), (kept) => ({
    ...rule,
    recipients: kept.flatMap((recipient): readonly Entry[] => {
      const stated = entriesOf(rule, recipient);
      return stated.length > 0 || like === undefined ? stated : [{ ...like, recipient }];
    }),
  }));
}

function entryMutations(entry: Entry, vocabulary: Vocabulary): readonly ValueMutation<Entry>[] {
  const known = vocabulary.purposes.map((each) => each.id);
  const { consent, ...freely } = entry;
  return [
    ...categoryMutations(entry.data, vocabulary, 'loosens').map((mutation) => ({
      ...mutation,
      value: { ...entry, data: mutation.value },
    })),
    ...nameMutations({ key: 'for', names: entry.purposes, known, more: 'loosens' }).map(
      (mutation) => ({ ...mutation, value: { ...entry, purposes: mutation.value } }),
    ),
    consent === true
      ? { what: 'consent dropped', direction: 'loosens', value: freely }
      : { what: 'consent added', direction: 'tightens', value: { ...entry, consent: true } },
  ];
}
