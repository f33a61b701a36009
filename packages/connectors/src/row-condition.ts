import type { Hop, RowMatch } from '@troth/erasure';
import { quoted } from './sql-client.ts';

/** A condition on rows of the table that the statement calls `t`, with its parameters from `$1`. */
export interface RowCondition {
  readonly text: string;
  readonly params: string[];
}

interface Way {
  readonly path: readonly Hop[];
  readonly column: string;
  readonly value: string;
}

/** The rows that the match leads to and that are the owner's, where the match names one. */
export function ownRows(match: RowMatch): RowCondition {
  const params: string[] = [];
  return {
    text: condition({ way: match, owner: match.owner, row: 't', depth: 0 }, params),
    params,
  };
}

/** The rows that the match leads to, whoever owns them: what must be gone in the end. */
export function allRows(match: RowMatch): RowCondition {
  const params: string[] = [];
  return { text: condition({ way: match, owner: undefined, row: 't', depth: 0 }, params), params };
}

interface Step {
  readonly way: Way;
  readonly owner: Way | undefined;
  /** Alias of the row the way starts from. */
  readonly row: string;
  readonly depth: number;
}

function condition({ way, owner, row, depth }: Step, params: string[]): string {
  const [hop, ...path] = way.path;
  if (hop === undefined) {
    const own = equals(`${row}.${quoted(way.column)}`, way.value, params);
    if (owner === undefined) return own;
    return `${own} AND ${condition({ way: owner, owner: undefined, row, depth: depth + 100 }, params)}`;
  }
  const next = `r${depth}`;
  const joins = hop.columns.map((column, index) => {
    const referenced = hop.references[index];
    if (referenced === undefined)
      throw new RangeError('a foreign key names more columns than it references');
    return `${next}.${quoted(referenced)} = ${row}.${quoted(column)}`;
  });
  const rest = condition({ way: { ...way, path }, owner, row: next, depth: depth + 1 }, params);
  return `EXISTS (SELECT 1 FROM ${quoted(hop.table)} ${next} WHERE ${[...joins, rest].join(' AND ')})`;
}

/**
 * Equal as the column's type sees it, so that an index serves, and equal as text, so that `01` is not
 * the number 1 of another subject. Case is the column type's to judge: a UUID has two spellings.
 */
function equals(column: string, value: string, params: string[]): string {
  params.push(value, value);
  return `(${column} = $${params.length - 1} AND lower(${column}::text) = lower($${params.length}::text))`;
}
