import type { BucketObjects, BucketStore, LogStore, ProcessorStore } from '@troth/compiler';
import { overlaps } from '@troth/compiler';
import { isKnown } from './categories.ts';
import { instantOf } from './deadlines.ts';
import type { Contribution, Draft } from './draft.ts';
import { joined, NOTHING } from './draft.ts';
import { fillPrefix } from './object-prefix.ts';
import { keepingFor, retainedAt } from './obligations.ts';
import type { PlanError } from './plan.ts';
import type { Scope } from './scope.ts';
import { isWanted } from './scope.ts';
import type { PlannedDatabase } from './value-reads.ts';
import { readColumn, readSubjectColumn } from './value-reads.ts';

const DAY_MS = 86_400_000;

/** What the stores that are no databases need to know of the plan. */
export interface Surroundings {
  readonly scope: Scope;
  readonly databases: readonly PlannedDatabase[];
  /** Of an item: the categories of all rows that go with it. */
  readonly itemData: readonly string[];
}

export function bucketSteps(around: Surroundings, store: BucketStore): Contribution {
  return joined(store.objects.map((objects) => objectSteps(around, store, objects)));
}

export function logSteps(around: Surroundings, store: LogStore): Contribution {
  const { goes, kept, unknown } = sort(around, store.data);
  const until = new Date(
    instantOf(around.scope.event.at).getTime() + store.expiresAfterDays * DAY_MS,
  );
  const { due } = around.scope.deadline;
  const uncovered = unknownIn(store.id, unknown);
  if (goes.length === 0) {
    const retained = retainedAt(around.scope.keeping, { store: store.id, target: store.id }, kept);
    return { ...NOTHING, retained, uncovered };
  }
  if (until.getTime() > new Date(due).getTime()) {
    const late = `\`${store.id}\` keeps entries ${store.expiresAfterDays} days, until ${until.toISOString()}, after ${due}`;
    return { ...NOTHING, uncovered: [late, ...uncovered] };
  }
  const step: Draft = {
    ...baseOf(around, store.id, goes),
    kind: 'expiry',
    until: until.toISOString(),
  };
  return { ...NOTHING, drafts: [step], uncovered };
}

export function processorSteps(around: Surroundings, store: ProcessorStore): Contribution {
  const { scope } = around;
  const { goes, kept, unknown } = sort(around, store.data);
  const retained = retainedAt(scope.keeping, { store: store.id, target: store.recipient }, kept);
  const uncovered = unknownIn(store.id, unknown);
  if (goes.length === 0) return { ...NOTHING, retained, uncovered };
  const reference =
    store.reference === undefined ? [] : readSubjectColumn(around.databases, store.reference);
  if (reference === undefined) {
    return { ...NOTHING, errors: [unknownColumn(store.id, store.recipient)] };
  }
  if (store.reference !== undefined && reference.length === 0) {
    const lost = `\`${store.id}\` holds ${goes.join(', ')} and no foreign key leads from its reference to the subject`;
    return { ...NOTHING, retained, uncovered: [lost, ...uncovered] };
  }
  const step: Draft = {
    ...baseOf(around, store.id, goes),
    kind: 'processor',
    recipient: store.recipient,
    except: kept,
    reference,
    ...(scope.item !== undefined && { item: scope.item }),
  };
  return { ...NOTHING, drafts: [step], retained, uncovered };
}

function objectSteps(
  around: Surroundings,
  store: BucketStore,
  objects: BucketObjects,
): Contribution {
  const { scope } = around;
  const keys = objects.keys === undefined ? [] : readColumn(around.databases, objects.keys);
  if (keys === undefined) return { ...NOTHING, errors: [unknownColumn(store.id, objects.prefix)] };
  const isNamed = scope.item !== undefined && keys.length > 0;
  const { goes, kept, other, unknown } = isNamed
    ? sortAll(scope, objects.data)
    : sort(around, objects.data);
  const place = { store: store.id, target: objects.prefix };
  const uncovered = unknownIn(store.id, unknown);
  if (goes.length === 0) {
    return { ...NOTHING, retained: retainedAt(scope.keeping, place, kept), uncovered };
  }
  if (kept.length > 0 || (scope.item === undefined && other.length > 0)) {
    const stays = [...kept, ...other].join(', ');
    const message = `objects below \`${objects.prefix}\` hold ${goes.join(', ')}, which must go, and ${stays}, which must stay`;
    return { ...NOTHING, errors: [{ code: 'mixed', ...place, message }] };
  }
  const found = findObjects(scope, store, objects, keys.length > 0);
  if (found.kind === 'lost') return joined([found.why, { ...NOTHING, uncovered }]);
  const step: Draft = {
    ...baseOf(around, store.id, goes),
    kind: 'objects',
    bucket: store.bucket,
    ...(found.prefix !== undefined && { prefix: found.prefix }),
    keys,
  };
  return { ...NOTHING, drafts: [step], uncovered };
}

/** The prefix that is the subject's or item's alone, unless rows name each object; or why there is neither. */
function findObjects(
  scope: Scope,
  store: BucketStore,
  { prefix, data }: BucketObjects,
  isNamedByRows: boolean,
):
  | { readonly kind: 'found'; readonly prefix?: string }
  | { readonly kind: 'lost'; readonly why: Contribution } {
  const filled = fillPrefix(prefix, prefixValues(scope));
  switch (filled.kind) {
    case 'filled':
      return { kind: 'found', prefix: filled.prefix };
    case 'refused': {
      const message = `the prefix \`${prefix}\` is refused: ${filled.reason}`;
      const error: PlanError = { code: filled.code, store: store.id, target: prefix, message };
      return { kind: 'lost', why: { ...NOTHING, errors: [error] } };
    }
    case 'not-own': {
      if (isNamedByRows) return { kind: 'found' };
      const whose = scope.item === undefined ? 'subject' : 'item';
      const lost = `\`${store.id}\` holds ${data.join(', ')} below \`${prefix}\`, which does not tell the ${whose}'s objects from others`;
      return { kind: 'lost', why: { ...NOTHING, uncovered: [lost] } };
    }
  }
}

interface SortedData {
  readonly goes: readonly string[];
  readonly kept: readonly string[];
  readonly other: readonly string[];
  readonly unknown: readonly string[];
}

function sort(around: Surroundings, data: readonly string[]): SortedData {
  const { scope } = around;
  const isConcerned = (category: string): boolean =>
    scope.item === undefined
      ? isWanted(scope, category)
      : around.itemData.some((each) => overlaps(scope.policy.vocabulary, category, each));
  return sortBy(scope, data, isConcerned);
}

/** Objects that rows of the item name go with the item, whatever they hold. */
function sortAll(scope: Scope, data: readonly string[]): SortedData {
  return sortBy(scope, data, () => true);
}

function sortBy(
  scope: Scope,
  data: readonly string[],
  isConcerned: (category: string) => boolean,
): SortedData {
  const known = data.filter((category) => isKnown(scope.policy.vocabulary, category)).toSorted();
  const concerned = known.filter(isConcerned);
  const kept = concerned.filter((category) => keepingFor(scope.keeping, category) !== undefined);
  return {
    goes: concerned.filter((category) => !kept.includes(category)),
    kept,
    other: known.filter((category) => !concerned.includes(category)),
    unknown: data.filter((category) => !known.includes(category)),
  };
}

function prefixValues(scope: Scope): { subject: string; tenant?: string; item?: string } {
  const { id, tenant } = scope.event.subject;
  return {
    subject: id,
    ...(tenant !== undefined && { tenant }),
    ...(scope.item !== undefined && { item: scope.item.id }),
  };
}

function baseOf(
  around: Surroundings,
  store: string,
  data: readonly string[],
): Pick<Draft, 'store' | 'data' | 'subject' | 'tenant'> {
  const { id, tenant } = around.scope.event.subject;
  return { store, data, subject: id, ...(tenant !== undefined && { tenant }) };
}

function unknownIn(store: string, unknown: readonly string[]): string[] {
  return unknown.map(
    (category) => `\`${store}\` holds \`${category}\`, which the policy does not know`,
  );
}

function unknownColumn(store: string, target: string): PlanError {
  const message = `\`${store}\` names a column for \`${target}\` that the data map does not have`;
  return { code: 'unknown-reference', store, target, message };
}
