import type { Duration, GrantRule, Right, Vocabulary } from '@troth/compiler';
import { categoryMutations } from '../categories.ts';
import { within, type MutantDirection, type Mutation } from '../mutant.ts';
import { nameMutations } from '../names.ts';
import { windowMutations } from '../window.ts';

const RIGHTS: readonly Right[] = [
  'access',
  'rectify',
  'erase',
  'export',
  'portability',
  'restrict',
  'object',
];

/** Fewer rights, over less data, for fewer people, later or with no way to ask, break the promise. */
export function grantMutations(
  rule: GrantRule,
  vocabulary: Vocabulary,
): readonly Mutation<GrantRule>[] {
  const purposes = vocabulary.purposes.map(({ id }) => id);
  return [
    ...within(
      nameMutations({ key: 'rights', names: rule.rights, known: RIGHTS, more: 'tightens' }),
      (rights) => ({ ...rule, rights }),
    ),
    ...within(categoryMutations(rule.data, vocabulary, 'tightens'), (data) => ({ ...rule, data })),
    ...within(
      nameMutations({ key: 'to', names: rule.purposes, known: purposes, more: 'tightens' }).filter(
        () => rule.purposes.length > 0,
      ),
      (names) => ({ ...rule, purposes: names }),
    ),
    ...regionMutations(rule, vocabulary),
    ...answerMutations(rule),
  ];
}

/** No region at all means everybody. */
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

function dropped(key: string, direction: MutantDirection, rule: GrantRule): Mutation<GrantRule> {
  return { what: `${key} dropped`, direction, rule };
}
