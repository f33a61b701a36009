import type { CompiledPolicy, Table } from '@troth/compiler';
import { isWithin } from '@troth/compiler';
import { isCovered } from './categories.ts';
import type { Deadline } from './deadlines.ts';
import { isAboutItem } from './deadlines.ts';
import type { ErasureEvent } from './event.ts';
import type { Keeping } from './obligations.ts';

/** What one clause erases after one event: the questions that the planner asks of every store. */
export interface Scope {
  readonly policy: CompiledPolicy;
  readonly event: ErasureEvent;
  readonly deadline: Deadline;
  /** The item, where the event is about one. */
  readonly item: { readonly category: string; readonly id: string } | undefined;
  readonly keeping: readonly Keeping[];
  /** All that the clause erases after such an event, whichever item it is about. */
  readonly promised: readonly string[];
}

export function scopeOf(
  policy: CompiledPolicy,
  event: ErasureEvent,
  deadline: Deadline,
  keeping: readonly Keeping[],
): Scope {
  const item = isAboutItem(policy.vocabulary, event.type) ? event.item : undefined;
  const promised = policy.clauses
    .filter((clause) => clause.id === deadline.clause)
    .flatMap((clause) => clause.rules)
    .filter((rule) => rule.verb === 'erase')
    .filter((rule) => rule.after === event.type)
    .flatMap((rule) => rule.data);
  return { policy, event, deadline, item, keeping, promised };
}

/** Whether data of the category must go, before any law that keeps it. */
export function isWanted(scope: Scope, category: string): boolean {
  return takesWholeItem(scope) || isCovered(scope.policy.vocabulary, category, scope.deadline.data);
}

/** An item goes with all its children; a clause about a part of an item takes that part alone. */
export function takesWholeItem(scope: Scope): boolean {
  return scope.item !== undefined && scope.deadline.data.includes(scope.item.category);
}

/** Whether data of the category is the item's own. */
export function isWithinItem(scope: Scope, category: string): boolean {
  return (
    scope.item !== undefined && isWithin(scope.policy.vocabulary, category, scope.item.category)
  );
}

/** The column and value by which a row of the table is the subject's, or the item itself. */
export function anchorOf(
  scope: Scope,
  table: Table,
): { readonly column: string; readonly value: string } | undefined {
  if (scope.item === undefined) return subjectAnchor(scope.event, table);
  const key = table.primaryKey.length === 1 ? table.primaryKey[0] : undefined;
  if (table.item !== scope.item.category || key === undefined) return undefined;
  return { column: key, value: scope.item.id };
}

export function subjectAnchor(
  event: ErasureEvent,
  table: Table,
): { readonly column: string; readonly value: string } | undefined {
  if (table.subjectColumn === undefined) return undefined;
  return { column: table.subjectColumn, value: event.subject.id };
}
