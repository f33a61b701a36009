import type { Table } from '@troth/compiler';
import type { StoreView } from './fates.ts';
import { folded, shortestFrom } from './paths.ts';
import type { RowMatch } from './plan.ts';
import { subjectAnchor } from './scope.ts';

/** An item must also be the subject's own, where the database can tell whose it is. */
export function withOwner(view: StoreView, table: Table, match: RowMatch): RowMatch {
  // Not for items: whose an item is, is asked at the item's own row.
  if (view.scope.item === undefined) return folded(match);
  const anchored = match.path.at(-1)?.table ?? table.name;
  const item = view.question.tables.get(anchored);
  if (item === undefined) return match;
  const { tables } = view.question;
  const owner = shortestFrom(
    { tables, anchorOf: (each) => subjectAnchor(view.scope.event, each) },
    item,
  );
  return owner === undefined ? match : { ...match, owner: folded(owner) };
}
