import type { Span } from '@troth/diagnostics';

import type { Known } from '../facts.ts';
import { asText, blocksAt, settingOf } from './folder.ts';
import type { Folder, Resource } from './folder.ts';
import type { Block, Expression } from './syntax.ts';

/** What one setting of one resource type says; adding a resource type is adding a row. */
export interface Row<T> {
  readonly types: readonly string[];
  /** Dotted path of blocks and a last attribute. */
  readonly path: string;
  /** One answer for each block at this path; none when there is no such block. */
  readonly each?: string;
  /** `silent`: this value says nothing. */
  readonly reads: (value: Expression) => Known<T> | 'silent';
  /** What the provider does when nothing is said; `silent`: the row says nothing then. */
  readonly absent: Known<T> | 'silent';
  /** The row says nothing about a block for which this holds. */
  readonly unless?: (block: Block, folder: Folder) => boolean;
}

export interface Answer<T> {
  readonly at: Span;
  readonly subject: string;
  readonly says: Known<T>;
  /** As written, or `path is not set`. */
  readonly written: string;
}

/** The answers of all rows of a table to one resource. */
export function answersOf<T>(
  table: readonly Row<T>[],
  resource: Resource,
  folder: Folder,
): readonly Answer<T>[] {
  if (resource.mode === 'data') return [];
  return table
    .filter((row) => row.types.includes(resource.type))
    .filter((row) => row.unless?.(resource.block, folder) !== true)
    .flatMap((row) => answerRow(row, resource, folder));
}

/** `true` reads as true. */
export function whenTrue(value: Expression): Known<boolean> {
  const text = asText(value);
  return text === undefined ? 'unknown' : text.toLowerCase() === 'true';
}

export function whenFalse(value: Expression): Known<boolean> {
  const truth = whenTrue(value);
  return truth === 'unknown' ? truth : !truth;
}

/** One of these texts, compared without case, reads as true. */
export function whenIn(...texts: readonly string[]): (value: Expression) => Known<boolean> {
  return (value) => {
    const text = asText(value)?.toLowerCase();
    return text === undefined ? 'unknown' : texts.some((one) => one.toLowerCase() === text);
  };
}

export function whenNotIn(...texts: readonly string[]): (value: Expression) => Known<boolean> {
  const isIn = whenIn(...texts);
  return (value) => {
    const truth = isIn(value);
    return truth === 'unknown' ? truth : !truth;
  };
}

/** Any value at all reads as true: a key, a block. */
export function whenSet(value: Expression): Known<boolean> {
  return asText(value) !== '';
}

/** Texts to answers by a table, compared without case; any other text is unknown. */
export function byText<T>(answers: Readonly<Record<string, T>>): (value: Expression) => Known<T> {
  const table = new Map(Object.entries(answers).map(([key, said]) => [key.toLowerCase(), said]));
  return (value) => table.get(asText(value)?.toLowerCase() ?? '') ?? 'unknown';
}

function answerRow<T>(row: Row<T>, resource: Resource, folder: Folder): readonly Answer<T>[] {
  const blocks = row.each === undefined ? [resource.block] : blocksAt(resource.block, row.each);
  return blocks.flatMap((block) => {
    const setting = settingOf(block, row.path, folder.scope);
    const says = setting.kind === 'absent' ? row.absent : row.reads(setting.value);
    if (says === 'silent') return [];
    const path = row.each === undefined ? row.path : `${row.each}.${row.path}`;
    const written =
      setting.kind === 'absent' ? `${path} is not set` : `${path} = ${setting.value.written}`;
    return [{ at: setting.at, subject: `${resource.address} ${path}`, says, written }];
  });
}
