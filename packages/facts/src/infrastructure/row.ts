import type { Span } from '@troth/diagnostics';

import type { Known } from '../facts.ts';
import { asText, blocksAt, settingOf, textOf } from './settings.ts';
import type { Resource, Stack } from './stack.ts';
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
  /** Attributes that must have this text, or one of these, for the row to say anything. */
  readonly where?: Readonly<Record<string, string | readonly string[]>>;
  /** The row says nothing about a block for which this holds. */
  readonly unless?: (block: Block, stack: Stack) => boolean;
}

export interface Answer<T> {
  readonly at: Span;
  readonly subject: string;
  readonly says: Known<T>;
  /** As written, or `path is not set`. */
  readonly written: string;
}

/** A row of one setting. */
export function row<T>(
  types: readonly string[],
  path: string,
  reads: Row<T>['reads'],
  absent: Row<T>['absent'],
): Row<T> {
  return { types, path, reads, absent };
}

/** `row` without a default: what is not said says nothing. */
export function whereSet<T>(
  types: readonly string[],
  path: string,
  reads: Row<T>['reads'],
): Row<T> {
  return { types, path, reads, absent: 'silent' };
}

/** The answers of all rows of a table to one resource. */
export function answersOf<T>(
  table: readonly Row<T>[],
  resource: Resource,
  stack: Stack,
): readonly Answer<T>[] {
  return table
    .filter(({ types }) => types.includes(resource.type) || types.includes(resource.spelled))
    .filter((row) => isMeant(row, resource.block) && row.unless?.(resource.block, stack) !== true)
    .flatMap((row) => answerRow(row, resource));
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

/** A list that holds one of these texts reads as true. */
export function whenListing(...texts: readonly string[]): (value: Expression) => Known<boolean> {
  const isOne = whenIn(...texts);
  return (value) => {
    const items = value.kind === 'list' ? value.items : [value];
    if (items.some((item) => isOne(item) === true)) return true;
    return items.some((item) => isOne(item) === 'unknown') ? 'unknown' : false;
  };
}

/** An address that starts with `http:` reads as true. */
export function whenHttpUrl(value: Expression): Known<boolean> {
  const text = asText(value);
  return text === undefined ? /^"?http:/iu.test(value.written) : /^http:/iu.test(text);
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

function isMeant<T>({ where = {} }: Row<T>, block: Block): boolean {
  return Object.entries(where).every(([path, texts]) => {
    const text = textOf(block, path);
    return text !== undefined && [texts].flat().includes(text);
  });
}

function answerRow<T>(row: Row<T>, resource: Resource): readonly Answer<T>[] {
  const blocks = row.each === undefined ? [resource.block] : blocksAt(resource.block, row.each);
  return blocks.flatMap((block) => {
    const setting = settingOf(block, row.path);
    if (setting.kind === 'absent' && !resource.isWhole) return [];
    const says = setting.kind === 'absent' ? row.absent : row.reads(setting.value);
    if (says === 'silent') return [];
    const path = row.each === undefined ? row.path : `${row.each}.${row.path}`;
    const shown = resource.spell(path);
    const written =
      setting.kind === 'absent' ? `${shown} is not set` : `${shown} = ${setting.value.written}`;
    return [{ at: setting.at, subject: `${resource.subject} ${path}`, says, written }];
  });
}
