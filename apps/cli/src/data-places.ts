import type { CompiledClause, DataMap, Rule, Store, Vocabulary } from '@troth/compiler';
import { overlaps } from '@troth/compiler';
import type { Position } from '@troth/diagnostics';
import type { ModelFact } from '@troth/facts';
import { extractPrisma, prismaSchemas } from '@troth/facts';
import type { SourceFile } from '@troth/sources';

/** A place of an application that holds data of one or more categories. */
export interface DataPlace {
  readonly application: string;
  readonly store: string;
  /** `table.column`, a prefix of a bucket, or nothing where the store is one place. */
  readonly place: string;
  readonly data: readonly string[];
  /** Where the schema declares it, if one schema alone does. */
  readonly at?: Position;
}

/** Where each column is declared, by `table.column`; one that several schemas declare is left out. */
export type ColumnSites = ReadonlyMap<string, Position>;

/** Where data that the rules of a clause speak of lives. */
export function dataPlacesOf(
  { rules }: CompiledClause,
  dataMaps: readonly DataMap[],
  { vocabulary, sites }: { readonly vocabulary: Vocabulary; readonly sites: ColumnSites },
): readonly DataPlace[] {
  const wanted = rules.flatMap(dataOf);
  const concerns = (category: string): boolean =>
    wanted.some((each) => overlaps(vocabulary, each, category));
  return dataMaps.flatMap(({ application, stores }) =>
    stores.flatMap((store) =>
      placesIn(store).flatMap(({ place, data }) => {
        const concerned = data.filter(concerns);
        const at = store.kind === 'database' ? sites.get(place) : undefined;
        return concerned.length === 0
          ? []
          : [{ application, store: store.id, place, data: concerned, ...(at && { at }) }];
      }),
    ),
  );
}

/** The columns of the Prisma schemas among some files; the files of one schema belong together. */
export function columnSites(files: readonly SourceFile[]): ColumnSites {
  const declared = prismaSchemas(files).flatMap((schema) =>
    extractPrisma(schema)
      .facts.filter((fact): fact is ModelFact => fact.kind === 'model')
      .flatMap(({ table, fields }) =>
        fields.map(({ column, at: { file, line, column: from } }) => ({
          name: `${table}.${column}`,
          at: { file, line, column: from },
        })),
      ),
  );
  const byName = Map.groupBy(declared, ({ name }) => name);
  return new Map(
    [...byName].flatMap(([name, [first, ...others]]) =>
      first === undefined || others.length > 0 ? [] : [[name, first.at] as const],
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
    case 'cache':
    case 'log':
    case 'processor':
      return [{ place: '', data: store.data }];
  }
}
