import { parseDuration, type Duration } from '@troth/language';
import {
  byCover,
  demanded,
  differ,
  incomparable,
  listed,
  moreIsTighter,
  reserved,
  shorterIsTighter,
  type Order,
} from '@troth/orders';
import { listOfNames, timesOf } from '../bound-value.ts';
import { categoryMutations } from '../mutations/categories.ts';
import { within, type Leaning, type Mutation } from '../mutations/mutation.ts';
import { nameMutations } from '../mutations/names.ts';
import { windowMutations } from '../mutations/window.ts';
import { proven } from '../proven.ts';
import * as schema from '../schema-words.ts';
import { formatDuration } from '../time.ts';
import { defineVerb, type VerbDefinition } from '../verb.ts';
import type { Vocabulary } from '../vocabulary.ts';

export type Right =
  | 'access'
  | 'rectify'
  | 'erase'
  | 'export'
  | 'portability'
  | 'restrict'
  | 'object';

/** `browser-signal`: a preference the browser states by itself, Global Privacy Control. */
type Channel = 'dashboard' | 'email' | 'link' | 'browser-signal';

export interface GrantRule {
  readonly verb: 'grant';
  readonly rights: readonly Right[];
  readonly data: readonly string[];
  /** Ids of regions; empty: everybody. */
  readonly regions: readonly string[];
  readonly channel?: Channel;
  /** Time to answer a request. */
  readonly within?: Duration;
  /** Further time that the company may take when it says so within the first. */
  readonly extension?: Duration;
  /** A refusal can be appealed; time to answer the appeal. */
  readonly appeal?: Duration;
  /** Purposes the right speaks of (`object`). */
  readonly purposes: readonly string[];
}

interface RawGrant {
  readonly rights: readonly Right[];
  readonly data?: readonly string[] | 'all';
  readonly regions?: readonly string[];
  readonly channel?: Channel;
  readonly within?: string;
  readonly extension?: string;
  readonly appeal?: string;
  readonly to?: readonly string[];
}

const RIGHTS: readonly Right[] = [
  'access',
  'rectify',
  'erase',
  'export',
  'portability',
  'restrict',
  'object',
];

const { described, duration, keys } = schema;

/** Rights of data subjects: over which data, where, by which channel, answered within which time. */
export const grant: VerbDefinition<GrantRule> = defineVerb<RawGrant, GrantRule>({
  key: 'grant',
  schema: described('rights of the people the data is about', {
    ...keys(['rights'], {
      rights: described('the rights', {
        type: 'array',
        minItems: 1,
        uniqueItems: true,
        items: { enum: RIGHTS },
      }),
      data: schema.data,
      regions: described(
        'regions whose people have them; everybody where it is absent',
        schema.regions,
      ),
      channel: described('how they are asked for', {
        enum: ['dashboard', 'email', 'link', 'browser-signal'],
      }),
      within: schema.within,
      extension: described('by how much the answer may be put off', duration),
      appeal: described('time in which an appeal is answered', duration),
      to: described('purposes a right to object is about', schema.ids),
    }),
    dependentRequired: { extension: ['within'] },
  }),
  compile: (raw, scope) => ({
    verb: 'grant',
    rights: raw.rights,
    data: scope.data(raw.data ?? 'all', 'data'),
    regions: scope.regions(raw.regions ?? [], 'regions'),
    ...(raw.channel && { channel: raw.channel }),
    ...(raw.within !== undefined && { within: proven(parseDuration(raw.within)) }),
    ...(raw.extension !== undefined && { extension: proven(parseDuration(raw.extension)) }),
    ...(raw.appeal !== undefined && { appeal: proven(parseDuration(raw.appeal)) }),
    purposes: scope.purposes(raw.to ?? [], 'to'),
  }),
  bindings: ({ regions, within: window, extension, appeal }, vocabulary) => ({
    regions: listOfNames(vocabulary.regions, regions),
    ...timesOf({ within: window, extension, appeal }),
  }),
  inWords(rule, name) {
    const { rights, data, regions, channel, extension, appeal } = rule;
    const over = data.length > 0 ? ` over ${name(data)}` : '';
    const where = regions.length > 0 ? ` in ${name(regions)}` : '';
    const through = channel === undefined ? '' : ` through the ${channel}`;
    const time = rule.within === undefined ? '' : ` within ${formatDuration(rule.within)}`;
    const more = extension === undefined ? '' : `, or ${formatDuration(extension)} more`;
    const again = appeal === undefined ? '' : `, an appeal within ${formatDuration(appeal)}`;
    return `grant ${rights.join(', ')}${over}${where}${through}${time}${more}${again}`;
  },
  /** More rights, over more data, for more people and sooner, are tighter for the company. */
  order: {
    fields: ['rights', 'data', 'regions', 'channel', 'within', 'extension', 'appeal', 'purposes'],
    stated: () => 'tightens',
    differences: (before, after, { covered }) => [
      ...differ(
        'grant.rights',
        [new Set<string>(before.rights), new Set<string>(after.rights)],
        moreIsTighter,
        listed,
      ),
      ...answerDifferences(before, after),
      ...differ('grant.data', [before.data, after.data], byCover(covered, moreIsTighter), listed),
      ...differ(
        'grant.regions',
        [new Set(before.regions), new Set(after.regions)],
        widerRegionsAreTighter,
        places,
      ),
      ...differ('grant.channel', [before.channel, after.channel], demanded<string>(incomparable)),
      ...differ(
        'grant.purposes',
        [new Set(before.purposes), new Set(after.purposes)],
        moreIsTighter,
        listed,
      ),
    ],
  },
  mutations(rule, vocabulary) {
    const purposes = vocabulary.purposes.map(({ id }) => id);
    return [
      ...within(
        nameMutations({ key: 'rights', names: rule.rights, known: RIGHTS, more: 'tightens' }),
        (rights) => ({ ...rule, rights }),
      ),
      ...within(categoryMutations(rule.data, vocabulary, 'tightens'), (data) => ({
        ...rule,
        data,
      })),
      ...within(
        nameMutations({
          key: 'to',
          names: rule.purposes,
          known: purposes,
          more: 'tightens',
        }).filter(() => rule.purposes.length > 0),
        (names) => ({ ...rule, purposes: names }),
      ),
      ...regionMutations(rule, vocabulary),
      ...answerMutations(rule),
    ];
  },
  noticedBy: () => '`request:` and `of:` with `granted:`, `within:` and `through:`',
  contributes: {
    // An objection or a restriction that is on record refuses where a clause gives the right to it.
    decisions: ['refusal'],
    keptBy: (rule) => ({
      ...(rule.rights.includes('restrict') && {
        remainder: 'how the request of a person reaches the service is for the application to show',
      }),
      mechanisms: [
        ...new Set([
          ...rule.rights.flatMap((right) => rightMechanisms(right, rule)),
          ...(rule.extension ? ['requests/extend'] : []),
          ...(rule.appeal ? ['requests/appeal'] : []),
        ]),
      ],
    }),
  },
});

function answerDifferences(before: GrantRule, after: GrantRule): ReturnType<typeof differ> {
  const sooner = demanded(shorterIsTighter);
  const ownTime = reserved(shorterIsTighter);
  return [
    ...differ('grant.within', [before.within, after.within], sooner, formatDuration),
    ...differ('grant.extension', [before.extension, after.extension], ownTime, formatDuration),
    ...differ('grant.appeal', [before.appeal, after.appeal], sooner, formatDuration),
  ];
}

/** No region at all means everybody. */
const widerRegionsAreTighter: Order<ReadonlySet<string>> = (before, after) => {
  if (before.size === 0 || after.size === 0) {
    if (before.size === after.size) return 'equal';
    return after.size === 0 ? 'tightens' : 'loosens';
  }
  return moreIsTighter(before, after);
};

function places(regions: ReadonlySet<string>): string {
  return regions.size === 0 ? 'everybody' : listed(regions);
}

function regionMutations(rule: GrantRule, vocabulary: Vocabulary): readonly Mutation<GrantRule>[] {
  const known = vocabulary.regions.map(({ id }) => id);
  if (rule.regions.length === 0) {
    return known.slice(0, 1).map((region) => ({
      what: `regions: everybody → ${region}`,
      direction: 'loosens',
      rule: { ...rule, regions: [region] },
    }));
  }
  return [
    ...within(
      nameMutations({ key: 'regions', names: rule.regions, known, more: 'tightens' }),
      (regions) => ({ ...rule, regions }),
    ),
    { what: 'regions → everybody', direction: 'tightens', rule: { ...rule, regions: [] } },
  ];
}

function answerMutations(rule: GrantRule): readonly Mutation<GrantRule>[] {
  const { channel, ...noChannel } = rule;
  const { appeal, ...noAppeal } = rule;
  const { extension, ...noExtension } = rule;
  const { within: window, ...noDeadline } = rule;
  return [
    ...timeMutations('within', window, (time) => ({ ...rule, within: time })),
    ...(window === undefined ? [] : [dropped('within', 'loosens', noDeadline)]),
    ...timeMutations('extension', extension, (time) => ({ ...rule, extension: time })),
    ...(extension === undefined ? [] : [dropped('extension', 'tightens', noExtension)]),
    ...timeMutations('appeal', appeal, (time) => ({ ...rule, appeal: time })),
    ...(appeal === undefined ? [] : [dropped('appeal', 'loosens', noAppeal)]),
    ...(channel === undefined ? [] : [dropped(`channel: ${channel}`, 'loosens', noChannel)]),
  ];
}

function timeMutations(
  key: string,
  time: Duration | undefined,
  rule: (time: Duration) => GrantRule,
): readonly Mutation<GrantRule>[] {
  return time === undefined ? [] : within(windowMutations(key, time), rule);
}

function dropped(key: string, direction: Leaning, rule: GrantRule): Mutation<GrantRule> {
  return { what: `${key} dropped`, direction, rule };
}

function rightMechanisms(right: Right, { channel }: GrantRule): readonly string[] {
  const through = channel === undefined ? [] : [`channels/${channel}`];
  switch (right) {
    case 'access':
    case 'export':
    case 'portability':
      return ['requests/access', 'rights/no-access-path', ...through];
    case 'rectify':
      return ['requests/rectify', 'rights/no-rectify-path', ...through];
    case 'erase':
      return ['requests/erase', 'retention/no-erasure-path', ...through];
    case 'restrict':
      return ['decisions/restriction', 'requests/restrict'];
    case 'object':
      return channel === 'browser-signal'
        ? ['decisions/opt-out', 'consents/browser-signal']
        : ['decisions/opt-out', 'rights/missing-opt-out'];
  }
}
