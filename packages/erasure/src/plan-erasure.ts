import type { CompiledPolicy, DataMap, DatabaseStore, ForeignKey } from '@troth/compiler';
import { isCovered } from './categories.ts';
import { databaseSteps } from './database-steps.ts';
import type { Deadline } from './deadlines.ts';
import { deadlinesFor, instantOf } from './deadlines.ts';
import type { Contribution } from './draft.ts';
import { joined, NOTHING } from './draft.ts';
import type { ErasureEvent } from './event.ts';
import type { Fates, StoreView } from './fates.ts';
import { fatesOf, isDeleted, isNullable, viewOf } from './fates.ts';
import { lookupProblem } from './object-prefix.ts';
import { keepingOf } from './obligations.ts';
import type { Surroundings } from './other-steps.ts';
import { bucketSteps, logSteps, processorSteps } from './other-steps.ts';
import { ordered } from './ordering.ts';
import type { ErasurePlan, PlanError } from './plan.ts';
import type { Scope } from './scope.ts';
import { scopeOf } from './scope.ts';
import type { PlannedDatabase } from './value-reads.ts';

/**
 * What must be done for an event, one plan a clause. Every place of the data maps that holds data of
 * the clause has a step, a law that keeps it, or a sentence in `uncovered`; where the plan would be
 * wrong, `errors` say why and nothing is to be done.
 * @param now laws that have ended by then keep nothing; absent: every law counts
 * @throws RangeError as `deadlinesFor`
 */
export function planErasure(
  policy: CompiledPolicy,
  dataMaps: readonly DataMap[],
  event: ErasureEvent,
  now?: Date,
): ErasurePlan[] {
  const { type, at, item } = event;
  const category = item?.category;
  const occurrence = { type, at, ...(category !== undefined && { category }) };
  return deadlinesFor(policy, occurrence).map((deadline) => {
    const keeping = keepingOf(policy, deadline.clause, instantOf(at), now);
    return planOf(scopeOf(policy, event, deadline, keeping), deadline, dataMaps);
  });
}

function planOf(scope: Scope, deadline: Deadline, dataMaps: readonly DataMap[]): ErasurePlan {
  const { clause, due, startsAt } = deadline;
  const plan = { clause, event: scope.event.id, due, startsAt };
  const whole = joined([
    { ...NOTHING, errors: [...idErrors(scope), ...storeErrors(dataMaps)] },
    ...dataMaps.map((map) => mapSteps(scope, map)),
    { ...NOTHING, uncovered: missingItems(scope, dataMaps) },
  ]);
  const nothing = nothingMapped(clause, whole);
  const errors = nothing === undefined ? whole.errors : [...whole.errors, nothing];
  const uncovered = [...new Set(whole.uncovered)].toSorted();
  if (errors.length > 0) return { ...plan, steps: [], retained: [], uncovered, errors };
  const steps = ordered(whole.drafts, whole.children);
  if (steps.kind === 'cycle') {
    return { ...plan, steps: [], retained: [], uncovered, errors: [cycleError(steps)] };
  }
  return { ...plan, steps: steps.steps, retained: whole.retained, uncovered, errors: [] };
}

function mapSteps(scope: Scope, map: DataMap): Contribution {
  const databases = map.stores
    .filter((store) => store.kind === 'database')
    .map((store) => planDatabase(scope, store));
  const around: Surroundings = {
    scope,
    databases: databases.map(({ planned }) => planned),
    itemData: itemData(
      scope,
      databases.map(({ planned }) => planned.fates),
    ),
  };
  const others = map.stores.map((store) => {
    switch (store.kind) {
      case 'database':
        return NOTHING;
      case 'bucket':
        return bucketSteps(around, store);
      case 'log':
      case 'cache':
        return logSteps(around, store);
      case 'processor':
        return processorSteps(around, store);
    }
  });
  return joined([...databases.map(({ contribution }) => contribution), ...others]);
}

/** Opens rings of foreign keys one key at a time, until the steps can be put in an order. */
function planDatabase(
  scope: Scope,
  store: DatabaseStore,
): { planned: PlannedDatabase; contribution: Contribution } {
  const opened = new Set<ForeignKey>();
  for (;;) {
    const view = viewOf(scope, store, opened);
    const fates = fatesOf(view);
    const contribution = databaseSteps(view, fates);
    const result = ordered(contribution.drafts, contribution.children);
    if (result.kind === 'ordered') return { planned: { view, fates }, contribution };
    const key = nextToOpen(view, result.tables);
    if (key === undefined) {
      const errors = [...contribution.errors, cycleError(result)];
      return { planned: { view, fates }, contribution: { ...contribution, errors } };
    }
    opened.add(key);
  }
}

function nextToOpen(view: StoreView, tables: readonly string[]): ForeignKey | undefined {
  return view.store.tables
    .filter((table) => tables.includes(table.name))
    .flatMap((table) =>
      table.foreignKeys
        .filter((key) => key.table !== table.name && tables.includes(key.table))
        .filter((key) => isNullable(table, key) && view.question.isPart(table, key)),
    )
    .at(0);
}

function cycleError({ store, tables }: { store: string; tables: readonly string[] }): PlanError {
  const ring = tables.join(', ');
  const message = `the foreign keys of ${ring} form a ring that no nullable key opens: make one of them nullable`;
  return { code: 'cycle', store, target: ring, message };
}

/** Categories of the item and of all rows that go with it, as far as the clause promises them. */
function itemData(scope: Scope, databases: readonly Fates[]): string[] {
  if (scope.item === undefined) return [];
  const rows = databases.flatMap((fates) => [...fates.values()].filter(isDeleted));
  const data = [...scope.deadline.data, ...rows.flatMap((fate) => fate.data)];
  const { vocabulary } = scope.policy;
  return [...new Set(data)].filter((category) => isCovered(vocabulary, category, scope.promised));
}

function idErrors(scope: Scope): PlanError[] {
  const { subject } = scope.event;
  const ids = { subject: subject.id, tenant: subject.tenant, item: scope.item?.id };
  return Object.entries(ids).flatMap(([target, id]) => {
    const reason = id === undefined ? undefined : lookupProblem(id);
    if (reason === undefined) return [];
    return [
      {
        code: 'unsafe-id' as const,
        store: '',
        target,
        message: `the id of the ${target} is refused: ${reason}`,
      },
    ];
  });
}

/** Steps are handed to connectors by the id of their store, so two stores may not share one. */
function storeErrors(dataMaps: readonly DataMap[]): PlanError[] {
  const stores = dataMaps.flatMap((map) =>
    map.stores.map(({ id }) => ({ id, application: map.application })),
  );
  return stores
    .filter(({ id }, index) => stores.findIndex((other) => other.id === id) !== index)
    .map(({ id, application }) => ({
      code: 'ambiguous-store',
      store: id,
      target: application,
      message: `two stores are called \`${id}\`: rename the one of \`${application}\``,
    }));
}

function missingItems(scope: Scope, dataMaps: readonly DataMap[]): string[] {
  const { item } = scope;
  if (item === undefined) return [];
  const tables = dataMaps
    .flatMap((map) => map.stores)
    .flatMap((store) => (store.kind === 'database' ? store.tables : []));
  if (tables.some((table) => table.item === item.category)) return [];
  return [`no table of the data maps is declared to hold items of \`${item.category}\``];
}

function nothingMapped(clause: string, whole: Contribution): PlanError | undefined {
  const found = [whole.drafts, whole.retained, whole.uncovered, whole.errors];
  if (found.some((each) => each.length > 0)) return undefined;
  const message = `no store of the data maps holds data that \`${clause}\` erases, so nothing would be done`;
  return { code: 'nothing-mapped', store: '', target: clause, message };
}
