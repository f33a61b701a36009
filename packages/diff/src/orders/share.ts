import type { ContractRule, DiscloseRule, ShareRule } from '@troth/compiler';
import {
  differ,
  fewerIsTighter,
  higherIsTighter,
  listed,
  moreIsTighter,
  type Order,
} from '../order.ts';
import type { Difference } from '../policy-diff.ts';
import type { Covered } from './categories.ts';

/**
 * A rule permits triples of recipient, category and purpose; more of them is looser. Recipients that
 * come and go are told apart from what is said of those that stay.
 */
export function shareDifferences(
  before: ShareRule,
  after: ShareRule,
  covered: Covered,
): readonly Difference[] {
  const [old, young] = [recipients(before), recipients(after)];
  const staying = new Set([...old].filter((recipient) => young.has(recipient)));
  return [
    ...differ('share.recipients', [old, young], fewerIsTighter, listed),
    ...differ(
      'share.data',
      [triples(before, staying, covered), triples(after, staying, covered)],
      fewerIsTighter,
      listed,
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
    ...differ('disclose.data', [covered(before.data), covered(after.data)], fewerIsTighter, listed),
    ...differ(
      'disclose.bases',
      [new Set<string>(before.bases), new Set<string>(after.bases)],
      fewerIsTighter,
      listed,
    ),
    ...differ('disclose.approvers', [before.approvers, after.approvers], higherIsTighter),
  ];
}

function recipients(rule: ShareRule): ReadonlySet<string> {
  return new Set(rule.recipients.map(({ recipient }) => recipient));
}

function triples(
  rule: ShareRule,
  staying: ReadonlySet<string>,
  covered: Covered,
): ReadonlySet<string> {
  return new Set(
    rule.recipients
      .filter(({ recipient }) => staying.has(recipient))
      .flatMap(({ recipient, data, purposes }) =>
        [...covered(data)].flatMap((category) =>
          purposes.map((purpose) => `${category} to ${recipient} for ${purpose}`),
        ),
      ),
  );
}

const denyIsTighter: Order<ContractRule['missing']> = (before, after) => {
  if (before === after) return 'equal';
  return after === 'deny' ? 'tightens' : 'loosens';
};
