import type { SqlClient } from '@troth/connectors';
import type { DataMap, ProcessorStore } from '@troth/compiler';

/**
 * The references under which a recipient would know the subjects that are there now: its own ids
 * where a column keeps them, else ours.
 */
export async function knownReferences(
  map: DataMap,
  store: ProcessorStore,
  clients: ReadonlyMap<string, SqlClient>,
): Promise<readonly string[]> {
  const columns = store.reference === undefined ? subjectColumns(map) : [store.reference];
  const found = new Set<string>();
  for (const { store: database, table, column } of columns) {
    const client = clients.get(database);
    if (client === undefined) continue;
    const { rows } = await client.query(
      `SELECT DISTINCT ${quoted(column)}::text AS v FROM ${quoted(table)} WHERE ${quoted(column)} IS NOT NULL`,
      [],
    );
    for (const row of rows) found.add(valueIn(row));
  }
  return [...found];
}

interface Place {
  readonly store: string;
  readonly table: string;
  readonly column: string;
}

/** Tables whose own key is the subject's id. */
function subjectColumns({ stores }: DataMap): readonly Place[] {
  return stores
    .filter((store) => store.kind === 'database')
    .flatMap((store) =>
      store.tables.flatMap(({ name, primaryKey, subjectColumn }) =>
        subjectColumn !== undefined && primaryKey.length === 1 && primaryKey[0] === subjectColumn
          ? [{ store: store.id, table: name, column: subjectColumn }]
          : [],
      ),
    );
}

function quoted(identifier: string): string {
  return `"${identifier.replaceAll('"', '""')}"`;
}

function valueIn(row: unknown): string {
  if (typeof row === 'object' && row !== null && 'v' in row && typeof row.v === 'string') {
    return row.v;
  }
  throw new TypeError('the database did not answer with a text');
}
