import type { ModelFact, RemovalFact } from '@troth/facts';

import type { ScanContext } from './context.ts';
import { leadsToSubject, tablesOf } from './erasure-paths.ts';
import { normalName } from './words/normal-name.ts';

/** The column by which a table marks its rows as deleted instead of removing them. */
export function softDeleteColumn({ softDelete, fields }: ModelFact): string | undefined {
  if (softDelete !== undefined) return softDelete;
  return fields.find(
    ({ name, type }) =>
      marking.test(normalName(name)) && /^(?:DateTime|Boolean|Int|BigInt)$/.test(type),
  )?.name;
}

const marking =
  /^(?:is)?(?:soft)?deleted(?:at|on|date)?$|^date(?:of)?deleted$|^deletion(?:date|time|timestamp)$/;

/** Whether a column says when a row was given up: marked as deleted, or its account closed. */
export function saysWhenDeleted(column: string): boolean {
  return /delet|remov|clos|trash|discard|purge/.test(normalName(column));
}

/** Whether a column says when a row came to be, or what it tells of happened. */
export function saysWhenMade(column: string): boolean {
  return /^(?:created|inserted|logged|recorded|received|occurred|started|finished|uploaded|made|added)?(?:at|on|date|time|timestamp)$/.test(
    normalName(column),
  );
}

/** The model that code means by `user`, `users` or `"User"`. */
export function modelNamed(
  name: string,
  { models }: Pick<ScanContext, 'models'>,
): ModelFact | undefined {
  const forms = new Set(formsOf(name));
  const fits = (one: string): boolean => formsOf(one).some((form) => forms.has(form));
  const isExact = ({ model, table }: ModelFact): boolean =>
    [model, table].some((one) => normalName(one) === normalName(name));
  // Where a schema declares a table, its migrations say only what the schema leaves out.
  const declared = models.filter(({ source }) => source !== 'migration');
  return (
    declared.find(isExact) ??
    declared.find(({ model, table }) => fits(model) || fits(table)) ??
    models.find(isExact) ??
    models.find(({ model, table }) => fits(model) || fits(table))
  );
}

function formsOf(name: string): readonly string[] {
  const plain = normalName(name);
  return plain.endsWith('s') ? [plain, plain.slice(0, -1)] : [plain];
}

/** Whether something takes rows of this table away for good: code, what is above it, or the data map's plan. */
export function isErased(model: ModelFact, context: ScanContext): boolean {
  return erasedTables(context).has(model.table) || isPlanned(model, context);
}

/** A table of the data map that leads to the person is erased with the account. */
export function isPlanned({ table }: ModelFact, context: ScanContext): boolean {
  return tablesOf(context).some(({ name }) => name === table) && leadsToSubject(table, context);
}

const known = new WeakMap<readonly unknown[], ReadonlySet<string>>();

/** Tables that code removes rows of, and those whose rows a database removes with them. */
function erasedTables(context: ScanContext): ReadonlySet<string> {
  const before = known.get(context.facts);
  if (before !== undefined) return before;
  const removals = context.factsOf('removal');
  const marks = removals.filter(({ how }) => how === 'mark');
  const erased = new Set(
    removals
      .filter((removal) => removal.how === 'erase' && !isTurned(removal, marks))
      .flatMap(({ model }) => modelNamed(model, context)?.table ?? []),
  );
  addCascades(erased, context);
  known.set(context.facts, erased);
  return erased;
}

/** Whether the client turns this delete into an update. */
function isTurned({ model, by }: RemovalFact, marks: readonly RemovalFact[]): boolean {
  return (
    by === 'prisma' &&
    marks.some(
      (mark) =>
        mark.by === 'prisma' &&
        (mark.model === '*' || normalName(mark.model) === normalName(model)),
    )
  );
}

function addCascades(erased: Set<string>, { models }: ScanContext): void {
  const tableOf = new Map(models.map(({ model, table }) => [model, table]));
  for (let size = -1; size !== erased.size;) {
    size = erased.size;
    for (const { table, relations } of models) {
      const falls = relations.some(
        ({ model, onDelete }) => onDelete === 'cascade' && erased.has(tableOf.get(model) ?? model),
      );
      if (falls) erased.add(table);
    }
  }
}
