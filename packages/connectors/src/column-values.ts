import type { ColumnValues } from '@troth/erasure';
import { bounded } from './outcome.ts';
import { ownRows } from './row-condition.ts';
import type { SqlClient } from './sql-client.ts';
import { quoted } from './sql-client.ts';

/** Reads object keys and a recipient's references from the rows that name them, each once. */
export type ValueReader = (values: ColumnValues, signal: AbortSignal) => AsyncIterable<string>;

const PAGE_ROWS = 1000;

/** A reader of several databases, by the id of their store. A store it does not know is an error, not no values. */
export function postgresValues(clients: ReadonlyMap<string, SqlClient>): ValueReader {
  return (values, signal) => read(clients, values, signal);
}

async function* read(
  clients: ReadonlyMap<string, SqlClient>,
  values: ColumnValues,
  signal: AbortSignal,
): AsyncGenerator<string> {
  const client = clients.get(values.store);
  if (client === undefined)
    throw new Error(`no database is wired for the store \`${values.store}\``);
  const { text, params } = ownRows(values.match);
  const column = `t.${quoted(values.column)}::text COLLATE "C"`;
  const next = `$${params.length + 1}::text`;
  const statement = `SELECT DISTINCT ${column} AS v FROM ${quoted(values.table)} t WHERE ${text} AND ${column} > ${next} ORDER BY v LIMIT ${PAGE_ROWS}`;
  let after = '';
  for (;;) {
    const { rows } = await bounded(client.query(statement, [...params, after]), signal);
    const page = rows.map(valueIn);
    yield* page;
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE_ROWS) return;
    after = last;
  }
}

function valueIn(row: unknown): string {
  if (typeof row === 'object' && row !== null && 'v' in row && typeof row.v === 'string')
    return row.v;
  throw new TypeError('the database did not answer with a text');
}
