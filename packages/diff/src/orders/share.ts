import type { ContractRule, DiscloseRule, ShareRule } from '@troth/compiler';
import {
  demanded,
  differ,
  fewerIsTighter,
  higherIsTighter,
  listed,
  moreIsTighter,
  type Order,
} from '../order.ts';
import type { Difference } from '../policy-diff.ts';
import { byCover, type Covered } from './categories.ts';

/**
 * Recipients that come and go are told apart from what is said of those that stay: of each of them a
 * rule permits pairs of category and purpose, and more of them is looser. A pair without the need of a
 * consent is one more.
 */
export function shareDifferences(
  before: ShareRule,
  after: ShareRule,
  covered: Covered,
): readonly Difference[] {
  const [old, young] = [recipients(before), recipients(after)];
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
}

/** More recipients held to a contract are tighter, and so is to deny without one. */
export function contractDifferences(
  before: ContractRule,
  after: ContractRule,
): readonly Difference[] {
  return [
    ...differ(
      'contract.recipients',
      [new Set(before.recipients), new Set(after.recipients)],
      moreIsTighter,
      listed,
    ),
    ...differ(
      'contract.outside',
      [regions(before), regions(after)],
      demanded(fewerIsTighter),
      listed,
    ),
    ...differ('contract.missing', [before.missing, after.missing], denyIsTighter),
  ];
}

/** More data, more bases and fewer approvers are looser. */
export function discloseDifferences(
  before: DiscloseRule,
  after: DiscloseRule,
  covered: Covered,
): readonly Difference[] {
  return [
    ...differ('disclose.data', [before.data, after.data], byCover(covered, fewerIsTighter), listed),
    ...differ(
      'disclose.bases',
      [new Set<string>(before.bases), new Set<string>(after.bases)],
      fewerIsTighter,
      listed,
    ),
    ...differ('disclose.approvers', [before.approvers, after.approvers], higherIsTighter),
  ];
}

function regions({ outside }: ContractRule): ReadonlySet<string> | undefined {
  return outside === undefined ? undefined : new Set(outside);
}

function recipients(rule: ShareRule): ReadonlySet<string> {
  return new Set(rule.recipients.map(({ recipient }) => recipient));
}

type Entry = ShareRule['recipients'][number];

function entriesOf(rule: ShareRule, of: string): readonly Entry[] {
  return rule.recipients.filter(({ recipient }) => recipient === of);
}

function pairs(entries: readonly Entry[], covered: Covered): ReadonlySet<string> {
  return new Set(
    entries.flatMap(({ data, purposes, consent }) =>
      [...covered(data)].flatMap((category) =>
        purposes.flatMap((purpose) => {
          const pair = `${category} for ${purpose}`;
          return consent === true ? [pair] : [pair, `${pair} without consent`];
        }),
      ),
    ),
  );
}

function inWords(entries: readonly Entry[]): string {
  return entries
    .map(
      ({ data, purposes, consent }) =>
        `${listed(data)} for ${listed(purposes)}${consent === true ? ' with consent' : ''}`,
    )
    .join('; ');
}

const denyIsTighter: Order<ContractRule['missing']> = (before, after) => {
  if (before === after) return 'equal';
  return after === 'deny' ? 'tightens' : 'loosens';
};
