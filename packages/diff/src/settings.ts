import { canonicalJson, type CompiledPolicy } from '@troth/compiler';
import {
  differ,
  higherIsTighter,
  incomparable,
  listed,
  moreIsTighter,
  unorderedDifferences,
  type Difference,
} from '@troth/orders';

/** Compared here, or clause by clause and word by word; the hash follows from the rest. */
const COMPARED = [
  'language',
  'hash',
  'controller',
  'contact',
  'version',
  'noticeDays',
  'approvals',
  'page',
  'acknowledgedGaps',
  'vocabulary',
  'sections',
  'clauses',
];

/** Changes of `policy.yaml`. */
export function settingDifferences(
  base: CompiledPolicy,
  head: CompiledPolicy,
): readonly Difference[] {
  const text = (value: unknown): string => canonicalJson(value);
  return [
    ...differ(
      'notice_days',
      [base.noticeDays, head.noticeDays],
      higherIsTighter,
      (days) => `${days} days`,
    ),
    ...differ(
      'approvals.loosens',
      [new Set(base.approvals.loosens), new Set(head.approvals.loosens)],
      moreIsTighter,
      listed,
    ),
    ...differ(
      'approvals.tightens',
      [new Set(base.approvals.tightens), new Set(head.approvals.tightens)],
      moreIsTighter,
      listed,
    ),
    ...differ('controller', [text(base.controller), text(head.controller)], incomparable),
    ...differ('contact', [text(base.contact), text(head.contact)], incomparable),
    ...differ('page', [text(base.page), text(head.page)], incomparable),
    ...unorderedDifferences('policy', base, head, COMPARED),
    // A date says when, and a gap that is owned up to inside says nothing to readers: neither
    // changes what is promised.
    ...editorial('version', text(base.version), text(head.version)),
    ...editorial('acknowledged gaps', text(base.acknowledgedGaps), text(head.acknowledgedGaps)),
    ...editorial('section titles', text(titles(base)), text(titles(head))),
  ];
}

function titles({ sections }: CompiledPolicy): readonly (readonly string[])[] {
  return sections.map(({ id, title }) => [id, title ?? '']);
}

function editorial(kind: string, before: string, after: string): readonly Difference[] {
  return before === after ? [] : [{ kind, direction: 'editorial', before, after }];
}
