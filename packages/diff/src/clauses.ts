import {
  formatDuration,
  sentenceOf,
  type Between,
  type CompiledClause,
  type CompiledPolicy,
  type Segment,
} from '@troth/compiler';
import {
  differ,
  fewerIsTighter,
  incomparable,
  listed,
  moreIsTighter,
  opposite,
  together,
  unorderedDifferences,
  type Comparison,
  type Difference,
  type Direction,
} from '@troth/orders';
import { directionOfNew, ruleDifferences } from './rules.ts';

export interface ClauseDifference extends Difference {
  readonly clause: string;
}

/** Changes of clauses, in page order of the newer policy; the removed ones last. */
export function clauseDifferences(between: Between): readonly ClauseDifference[] {
  const { base, head } = between;
  const origins = originsOf(base, head);
  const names = new Map([...origins].map(([{ id }, origin]) => [origin.id, id]));
  const staying = new Set(origins.values());
  const gone = base.clauses.filter((clause) => !staying.has(clause));
  return [
    ...head.clauses.flatMap((clause) => {
      const origin = origins.get(clause);
      const found =
        origin === undefined
          ? [added(clause, between)]
          : changed({ ...origin, ...renamedReferences(origin, names) }, clause, between);
      return found.map((difference) => ({ clause: clause.id, ...difference }));
    }),
    ...gone.map((clause) => ({ clause: clause.id, ...removed(clause, between) })),
    ...moved(base, head, origins),
  ];
}

/** By id, or by the id that a renamed clause says it had; backwards too, so that a diff has a mirror. */
function originsOf(
  base: CompiledPolicy,
  head: CompiledPolicy,
): ReadonlyMap<CompiledClause, CompiledClause> {
  const known = new Map(base.clauses.map((clause) => [clause.id, clause]));
  const origins = new Map<CompiledClause, CompiledClause>();
  for (const clause of head.clauses) {
    const origin = known.get(clause.id);
    if (origin !== undefined) origins.set(clause, origin);
  }
  const taken = new Set(origins.values());
  const free = base.clauses.filter((clause) => !taken.has(clause));
  const places = new Map(free.map((clause, place) => [clause, place]));
  const renamed = byFormerId(free);
  for (const clause of head.clauses.filter((each) => !origins.has(each))) {
    const candidates = [
      ...clause.formerly.map((id) => known.get(id)),
      ...(renamed.get(clause.id) ?? []),
    ];
    const origin = candidates
      .filter((each) => each !== undefined)
      .filter((each) => !taken.has(each))
      .toSorted((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0))[0];
    if (origin === undefined) continue;
    origins.set(clause, origin);
    taken.add(origin);
  }
  return origins;
}

function byFormerId(
  clauses: readonly CompiledClause[],
): ReadonlyMap<string, readonly CompiledClause[]> {
  const found = new Map<string, CompiledClause[]>();
  for (const clause of clauses) {
    for (const id of clause.formerly) {
      const same = found.get(id);
      if (same === undefined) found.set(id, [clause]);
      else same.push(clause);
    }
  }
  return found;
}

/** Who names a clause that is renamed means the same one. */
function renamedReferences(
  { exceptTo, narrows }: CompiledClause,
  names: ReadonlyMap<string, string>,
): Pick<CompiledClause, 'exceptTo' | 'narrows'> {
  const renamed = (ids: readonly string[]): readonly string[] =>
    ids.map((id) => names.get(id) ?? id);
  return { exceptTo: renamed(exceptTo), narrows: renamed(narrows) };
}

function added(clause: CompiledClause, between: Between): Difference {
  const direction = directionOf(clause, (rule) => directionOfNew(rule, between.base, between));
  return { kind: 'clause added', direction, before: null, after: sentenceOf(clause) };
}

function removed(clause: CompiledClause, between: Between): Difference {
  const direction = directionOf(clause, (rule) => directionOfNew(rule, between.head, between));
  return {
    kind: 'clause removed',
    direction: opposite(direction),
    before: sentenceOf(clause),
    after: null,
  };
}

/** Words without a rule have no order: what they promise, no machine can tell. */
function directionOf(
  { rules, exceptTo, narrows }: CompiledClause,
  ofRule: (rule: CompiledClause['rules'][number]) => Direction,
): Direction {
  const known = rules
    .map(ofRule)
    .map((each): Comparison => (each === 'editorial' ? 'equal' : each));
  const comparison = together([
    ...known,
    exceptTo.length > 0 ? 'loosens' : 'equal',
    narrows.length > 0 ? 'tightens' : 'equal',
  ]);
  return comparison === 'equal' ? 'mixed' : comparison;
}

const COMPARED = [
  'id',
  'section',
  'layout',
  'lead',
  'text',
  'summary',
  'rules',
  'exceptTo',
  'narrows',
  // The ids a clause once had pair it with its older self and promise nothing.
  'formerly',
  'informational',
  'todo',
];

function changed(
  before: CompiledClause,
  after: CompiledClause,
  between: Between,
): readonly Difference[] {
  const found = ruleDifferences(before.rules, after.rules, { ...between, sides: [before, after] });
  return [
    ...found,
    ...differ(
      'exceptTo',
      [new Set(before.exceptTo), new Set(after.exceptTo)],
      fewerIsTighter,
      listed,
    ),
    ...differ('narrows', [new Set(before.narrows), new Set(after.narrows)], moreIsTighter, listed),
    ...differ('todo', [before.todo ?? 'none', after.todo ?? 'none'], incomparable),
    ...unorderedDifferences('clause', before, after, COMPARED),
    ...wording(before, after),
    ...(found.length === 0 ? respelled(before, after) : []),
  ];
}

/** The words around the bound values. A value that differs is told where it comes from. */
function wording(before: CompiledClause, after: CompiledClause): readonly Difference[] {
  // Made here with the same keys in the same order, so that no canonical form is needed.
  const words = (clause: CompiledClause): string =>
    JSON.stringify({
      lead: template(clause.lead),
      text: template(clause.text),
      summary: template(clause.summary),
      informational: clause.informational ?? null,
    });
  const isReworded = words(before) !== words(after);
  const isRenamed = before.id !== after.id;
  const isLaidOut = before.layout !== after.layout || before.section !== after.section;
  return [
    ...(isReworded ? [editorial('text', sentenceOf(before), sentenceOf(after))] : []),
    ...(isRenamed ? [editorial('id', before.id, after.id)] : []),
    ...(isLaidOut
      ? [
          editorial(
            'layout',
            `${before.section}, ${before.layout}`,
            `${after.section}, ${after.layout}`,
          ),
        ]
      : []),
  ];
}

/** The same time in other units (`30 days`, `720 hours`) reads differently and promises the same. */
function respelled(before: CompiledClause, after: CompiledClause): readonly Difference[] {
  const times = (clause: CompiledClause): string =>
    JSON.stringify(
      clause.text.flatMap((segment) =>
        segment.kind === 'binding' && segment.value.type === 'duration'
          ? [formatDuration(segment.value.duration)]
          : [],
      ),
    );
  const isReworded = JSON.stringify(template(before.text)) !== JSON.stringify(template(after.text));
  if (isReworded || times(before) === times(after)) return [];
  return [editorial('text', sentenceOf(before), sentenceOf(after))];
}

/** Clauses that stand on both sides in another order: one change, at the first that moved. */
function moved(
  base: CompiledPolicy,
  head: CompiledPolicy,
  origins: ReadonlyMap<CompiledClause, CompiledClause>,
): readonly ClauseDifference[] {
  const staying = new Set(origins.values());
  const old = base.clauses.filter((clause) => staying.has(clause));
  const young = head.clauses.filter((clause) => origins.has(clause));
  const first = young.findIndex((clause, place) => origins.get(clause) !== old[place]);
  const [was, is] = [old[first], young[first]];
  if (was === undefined || is === undefined) return [];
  return [{ clause: is.id, ...editorial('order', was.id, is.id) }];
}

function editorial(kind: string, before: string, after: string): Difference {
  return { kind, direction: 'editorial', before, after };
}

function template(text: readonly Segment[] | string | undefined): unknown {
  if (text === undefined || typeof text === 'string') return text ?? null;
  return text.map((segment) => (segment.kind === 'text' ? segment.text : { bound: segment.path }));
}
