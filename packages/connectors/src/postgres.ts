import type {
  ColumnsStep,
  Connector,
  ErasureStep,
  Probe,
  RowsStep,
  StepResult,
} from '@troth/erasure';
import { bounded, codeOf, gone, left, misdirected, refused, retryable, textOf } from './outcome.ts';
import type { RowCondition } from './row-condition.ts';
import { allRows, ownRows } from './row-condition.ts';
import type { SqlClient } from './sql-client.ts';
import { countIn, quoted } from './sql-client.ts';

export interface PostgresOptions {
  /** Id of the store in the data map. */
  readonly store: string;
  readonly client: SqlClient;
  /** Rows a statement, each committed by itself. 1,000 unless told: the p99 of a batch stays near 50 ms. */
  readonly batchRows?: number;
}

type TableStep = RowsStep | ColumnsStep;

/** Rows of a PostgreSQL database, or of PGlite: deleted, or some of their columns emptied. */
export function postgres({ store, client, batchRows = 1000 }: PostgresOptions): Connector {
  return {
    store,
    kind: 'postgres',
    erase: async (step, signal) =>
      isTableStep(step)
        ? eraseAll(client, step, { batchRows, signal })
        : refused(misdirected('database', step.kind)),
    probe: async (step, signal) =>
      isTableStep(step)
        ? look(client, step, signal)
        : { kind: 'unknown', cause: misdirected('database', step.kind) },
  };
}

function isTableStep(step: ErasureStep): step is TableStep {
  return step.kind === 'rows' || step.kind === 'columns';
}

interface Bounds {
  readonly batchRows: number;
  readonly signal: AbortSignal;
}

async function eraseAll(client: SqlClient, step: TableStep, bounds: Bounds): Promise<StepResult> {
  let erased = 0;
  try {
    const batch = batchStatement(step, bounds.batchRows);
    for (;;) {
      bounds.signal.throwIfAborted();
      const count = await countOf(client, batch, bounds.signal);
      erased += count;
      if (count === 0) break;
    }
    return await conclude(client, step, { erased, signal: bounds.signal });
  } catch (error) {
    return failure(error, erased);
  }
}

/** No batch found more: either nothing is left, or what is left cannot be had. */
async function conclude(
  client: SqlClient,
  step: TableStep,
  { erased, signal }: { readonly erased: number; readonly signal: AbortSignal },
): Promise<StepResult> {
  const own = await countOf(client, countStatement(step, ownRows(step.match)), signal);
  if (own > 0)
    return retryable(`${own} rows of \`${step.table}\` are locked or still referred to`, erased);
  const all = await countOf(client, countStatement(step, allRows(step.match)), signal);
  if (all > 0) return refused(`${all} rows of \`${step.table}\` belong to another subject`, erased);
  return gone(erased);
}

async function look(client: SqlClient, step: TableStep, signal: AbortSignal): Promise<Probe> {
  try {
    return left(await countOf(client, countStatement(step, allRows(step.match)), signal));
  } catch (error) {
    return isNoValueOfType(error) ? { kind: 'absent' } : { kind: 'unknown', cause: textOf(error) };
  }
}

async function countOf(
  client: SqlClient,
  statement: RowCondition,
  signal: AbortSignal,
): Promise<number> {
  const { rows } = await bounded(client.query(statement.text, statement.params), signal);
  return countIn(rows);
}

function batchStatement(step: TableStep, batchRows: number): RowCondition {
  if (step.primaryKey.length === 0) throw new RangeError(`\`${step.table}\` has no primary key`);
  const { text, params } = ownRows(step.match);
  const table = quoted(step.table);
  const key = step.primaryKey.map((column) => `t.${quoted(column)}`).join(', ');
  const same = step.primaryKey
    .map((column) => `x.${quoted(column)} = batch.${quoted(column)}`)
    .join(' AND ');
  const batch = `SELECT ${key} FROM ${table} t WHERE ${text}${furtherCondition(step)} LIMIT ${batchRows} FOR UPDATE OF t SKIP LOCKED`;
  const change =
    step.kind === 'rows'
      ? `DELETE FROM ${table} x USING batch WHERE ${same}`
      : `UPDATE ${table} x SET ${step.columns.map((column) => `${quoted(column)} = NULL`).join(', ')} FROM batch WHERE ${same}`;
  return {
    text: `WITH batch AS MATERIALIZED (${batch}), gone AS (${change} RETURNING 1) SELECT count(*) AS n FROM gone`,
    params,
  };
}

/** Of rows that refer to each other the leaves first; of columns only those that hold something. */
function furtherCondition(step: TableStep): string {
  if (step.kind === 'columns') return ` AND ${holdsSomething(step)}`;
  return step.selfReferences
    .map(({ columns, references }) => {
      const joins = columns.map(
        (column, index) => `leaf.${quoted(column)} = t.${quoted(references[index] ?? '')}`,
      );
      // A row that refers to itself goes as any other.
      const other = step.primaryKey.map(
        (column) => `leaf.${quoted(column)} <> t.${quoted(column)}`,
      );
      return ` AND NOT EXISTS (SELECT 1 FROM ${quoted(step.table)} leaf WHERE ${joins.join(' AND ')} AND (${other.join(' OR ')}))`;
    })
    .join('');
}

function countStatement(step: TableStep, { text, params }: RowCondition): RowCondition {
  const further = step.kind === 'columns' ? ` AND ${holdsSomething(step)}` : '';
  return {
    text: `SELECT count(*) AS n FROM ${quoted(step.table)} t WHERE ${text}${further}`,
    params,
  };
}

function holdsSomething(step: ColumnsStep): string {
  return `(${step.columns.map((column) => `t.${quoted(column)} IS NOT NULL`).join(' OR ')})`;
}

function failure(error: unknown, erased: number): StepResult {
  if (isNoValueOfType(error)) return gone(erased);
  const code = codeOf(error);
  const cause = code === undefined ? textOf(error) : `${code}: ${textOf(error)}`;
  return code !== undefined && REFUSALS.has(code.slice(0, 2))
    ? refused(cause, erased)
    : retryable(cause, erased);
}

/** SQLSTATE classes: integrity constraint, access rule or unknown name, read-only transaction. */
const REFUSALS: ReadonlySet<string> = new Set(['23', '25', '42']);

/** An id that the column's type has no value for, such as `u1` for a UUID, is in no row. */
function isNoValueOfType(error: unknown): boolean {
  const code = codeOf(error);
  return code === '22P02' || code === '22003';
}
