import {
  canonicalJson,
  formatDuration,
  type Between,
  type Category,
  type LegalObligation,
  type Recipient,
  type Region,
} from '@troth/compiler';
import {
  byCover,
  demanded,
  differ,
  fewerIsTighter,
  incomparable,
  listed,
  moreIsTighter,
  shorterIsTighter,
  unorderedDifferences,
  type Covered,
  type Difference,
} from '@troth/orders';

/** Changes of the words. A word that no rule uses promises nothing by itself; the rules that use it show. */
export function vocabularyDifferences({
  base: { vocabulary: base },
  head: { vocabulary: head },
  covered,
}: Between): readonly Difference[] {
  return [
    ...wordByWord(
      'category',
      [base.categories, head.categories],
      categoryDifferences,
      ({ parent }) => parent !== undefined,
    ),
    ...wordByWord('recipient', [base.recipients, head.recipients], recipientDifferences),
    ...wordByWord('region', [base.regions, head.regions], regionDifferences),
    ...wordByWord('obligation', [base.obligations, head.obligations], (before, after) =>
      obligationDifferences(before, after, covered),
    ),
    ...wordByWord('purpose', [base.purposes, head.purposes], () => []),
    ...wordByWord('event', [base.events, head.events], (before, after) =>
      differ('about', [before.about, after.about], incomparable),
    ),
  ];
}

/** `isInherited`: rules on others speak of the word at once, so that its coming or going has no order. */
function wordByWord<W extends { readonly id: string }>(
  noun: string,
  [base, head]: readonly [readonly W[], readonly W[]],
  compare: (before: W, after: W) => readonly Difference[],
  isInherited: (word: W) => boolean = () => false,
): readonly Difference[] {
  const ids = [...new Set([...base, ...head].map(({ id }) => id))].toSorted();
  const olds = new Map(base.map((word) => [word.id, word]));
  const youngs = new Map(head.map((word) => [word.id, word]));
  return ids.flatMap((id): readonly Difference[] => {
    const kind = `${noun} ${id}`;
    const before = olds.get(id);
    const after = youngs.get(id);
    if (before !== undefined && after !== undefined) return oneWord(kind, before, after, compare);
    const only = before ?? after;
    const direction = only !== undefined && isInherited(only) ? 'mixed' : 'editorial';
    return [{ kind, direction, before: before?.id ?? null, after: after?.id ?? null }];
  });
}

/** Fields with an order above; names, spellings in code and terms of other vocabularies are only words. */
const COMPARED = [
  'id',
  'name',
  'dpv',
  'inCode',
  'parent',
  'sensitivity',
  'role',
  'service',
  'country',
  'hosts',
  'packages',
  'infrastructure',
  'contract',
  'transfer',
  'about',
  'countries',
  'law',
  'data',
  'period',
];

function oneWord<W extends object>(
  kind: string,
  before: W,
  after: W,
  compare: (before: W, after: W) => readonly Difference[],
): readonly Difference[] {
  const found = [
    ...compare(before, after).map((each) => ({ ...each, kind: `${kind} ${each.kind}` })),
    ...unorderedDifferences(kind, before, after, COMPARED),
  ];
  const [old, young] = [canonicalJson(before), canonicalJson(after)];
  if (found.length > 0 || old === young) return found;
  return [{ kind, direction: 'editorial', before: old, after: young }];
}

function categoryDifferences(before: Category, after: Category): readonly Difference[] {
  return [
    ...differ('parent', [before.parent ?? 'none', after.parent ?? 'none'], incomparable),
    ...differ<string>('sensitivity', [before.sensitivity, after.sensitivity], incomparable),
  ];
}

/** More ways to reach a recipient are looser; a contract on file is tighter than none. */
function recipientDifferences(before: Recipient, after: Recipient): readonly Difference[] {
  return [
    ...differ('name', [before.name, after.name], incomparable),
    ...differ<string>('role', [before.role, after.role], incomparable),
    ...differ('service', [before.service ?? 'none', after.service ?? 'none'], incomparable),
    ...differ('country', [before.country ?? 'none', after.country ?? 'none'], incomparable),
    ...differ('reached by', [ways(before), ways(after)], fewerIsTighter, listed),
    ...differ('contract', [contract(before), contract(after)], demanded(incomparable)),
    ...differ('transfer', [transfer(before), transfer(after)], demanded(incomparable)),
  ];
}

/** Rights that a region has reach more people the more countries it counts. */
function regionDifferences(before: Region, after: Region): readonly Difference[] {
  return differ(
    'countries',
    [new Set(before.countries), new Set(after.countries)],
    moreIsTighter,
    listed,
  );
}

function obligationDifferences(
  before: LegalObligation,
  after: LegalObligation,
  covered: Covered,
): readonly Difference[] {
  return [
    ...differ('period', [before.period, after.period], shorterIsTighter, formatDuration),
    ...differ('data', [before.data, after.data], byCover(covered, fewerIsTighter), listed),
    ...differ('law', [before.law, after.law], incomparable),
  ];
}

function ways({ hosts, packages, infrastructure }: Recipient): ReadonlySet<string> {
  return new Set([...hosts, ...packages, ...infrastructure]);
}

function contract(recipient: Recipient): string | undefined {
  return recipient.contract === undefined ? undefined : canonicalJson(recipient.contract);
}

function transfer(recipient: Recipient): string | undefined {
  return recipient.transfer === undefined ? undefined : canonicalJson(recipient.transfer);
}
