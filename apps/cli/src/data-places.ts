import type { CompiledClause, DataMap, Rule, Store, Vocabulary } from '@troth/compiler';
import { overlaps } from '@troth/compiler';

/** A place of an application that holds data of one or more categories. */
export interface DataPlace {
  readonly application: string;
  readonly store: string;
  /** `table.column`, a prefix of a bucket, or nothing where the store is one place. */
  readonly place: string;
  readonly data: readonly string[];
}

/** Where data that the rules of a clause speak of lives. */
export function dataPlacesOf(
  { rules }: CompiledClause,
  dataMaps: readonly DataMap[],
  vocabulary: Vocabulary,
): readonly DataPlace[] {
  const wanted = rules.flatMap(dataOf);
  const concerns = (category: string): boolean =>
    wanted.some((each) => overlaps(vocabulary, each, category));
  return dataMaps.flatMap(({ application, stores }) =>
    stores.flatMap((store) =>
      placesIn(store).flatMap(({ place, data }) => {
        const concerned = data.filter(concerns);
        return concerned.length === 0
          ? []
          : [{ application, store: store.id, place, data: concerned }];
      }),
    ),
  );
}

function dataOf(rule: Rule): readonly string[] {
  if (rule.verb === 'share') return rule.recipients.flatMap(({ data }) => data);
  return 'data' in rule ? rule.data : [];
}

function placesIn(
  store: Store,
): readonly { readonly place: string; readonly data: readonly string[] }[] {
  switch (store.kind) {
    case 'database':
      return store.tables.flatMap((table) =>
        table.columns.map(({ name, data }) => ({ place: `${table.name}.${name}`, data })),
      );
    case 'bucket':
      return store.objects.map(({ prefix, data }) => ({ place: prefix, data }));
    case 'log':
    case 'processor':
      return [{ place: '', data: store.data }];
  }
}
