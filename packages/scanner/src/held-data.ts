import type { DataMap, Store } from '@troth/compiler';
import type { RetentionFact } from '@troth/facts';

/** Data of a store, as far as the data map knows; what it does not know is presumed to be personal. */
export type HeldData = readonly string[] | 'presumed';

/**
 * The categories in a store that infrastructure names: a bucket by its name and prefix, a log by its
 * id or a name that holds it as whole words.
 */
export function heldData(fact: RetentionFact, dataMap: DataMap | undefined): HeldData {
  const { store: name } = fact;
  if (name === undefined || dataMap === undefined) return 'presumed';
  const known = dataMap.stores.filter((store) => isNamed(store, name));
  if (known.length === 0) return 'presumed';
  return [...new Set(known.flatMap((store) => dataOf(store, fact.prefix ?? '')))];
}

function isNamed(store: Store, name: string): boolean {
  switch (store.kind) {
    case 'bucket':
      return store.bucket === name || store.id === name;
    case 'log':
    case 'cache':
      return isWordOf(name, store.id);
    case 'database':
      return isWordOf(name, store.id);
    case 'processor':
      return false;
  }
}

/** Infrastructure adds the company, the stage or the service to a store's id: `/aws/prod/requests`. */
function isWordOf(name: string, id: string): boolean {
  const parts = (text: string): string => `-${text.toLowerCase().replaceAll(/[^a-z\d]+/gu, '-')}-`;
  return parts(name).includes(parts(id));
}

function dataOf(store: Store, prefix: string): readonly string[] {
  switch (store.kind) {
    case 'bucket':
      return store.objects
        .filter((objects) => isBelow(objects.prefix, prefix))
        .flatMap(({ data }) => data);
    case 'log':
    case 'cache':
    case 'processor':
      return store.data;
    case 'database':
      return store.tables.flatMap(({ columns }) => columns.flatMap(({ data }) => data));
  }
}

/** A lifecycle's prefix meets the objects' one as far as the subject's placeholder. */
function isBelow(objects: string, prefix: string): boolean {
  const fixed = objects.split('{')[0] ?? '';
  return fixed.startsWith(prefix) || prefix.startsWith(fixed);
}
