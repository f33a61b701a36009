import type { Span } from '@troth/diagnostics';

import type { Problem } from '../extraction.ts';
import type { FieldFact, ModelFact, RelationFact } from '../facts.ts';
import type { Annotations } from './annotations.ts';

/** A table as a schema of any language declares it, with what its comments say. */
export interface Declared {
  readonly model: string;
  readonly table: string;
  readonly at: Span;
  /** Columns. */
  readonly primaryKey: readonly string[];
  readonly said: Annotations;
  readonly fields: readonly DeclaredField[];
  readonly relations: readonly RelationFact[];
  readonly indexes?: readonly (readonly string[])[];
  readonly expiresAfterDays?: number | undefined;
  readonly softDelete?: string | undefined;
  readonly source?: ModelFact['source'];
}

export interface DeclaredField extends Omit<FieldFact, 'data' | 'none'> {
  readonly said: Annotations;
}

/** The fact of a table; annotations that are malformed are problems where they stand. */
export function modelOf(declared: Declared, problems: Problem[]): ModelFact {
  const { model, table, at, primaryKey, said, relations, indexes, expiresAfterDays, source } =
    declared;
  const { softDelete } = declared;
  problems.push(...said.problems, ...declared.fields.flatMap((field) => field.said.problems));
  const subjectOf = subjectColumn(declared, problems);
  return {
    kind: 'model',
    at,
    subject: `model ${model}`,
    model,
    table,
    primaryKey,
    ...(subjectOf === undefined ? {} : { subjectOf }),
    ...(said.item === undefined ? {} : { item: said.item }),
    fields: declared.fields.map(fieldOf),
    relations,
    ...(indexes === undefined ? {} : { indexes }),
    ...(expiresAfterDays === undefined ? {} : { expiresAfterDays }),
    ...(softDelete === undefined ? {} : { softDelete }),
    ...(source === undefined ? {} : { source }),
  };
}

function fieldOf({ said, ...field }: DeclaredField): FieldFact {
  return { ...field, data: said.data, ...(said.none === undefined ? {} : { none: said.none }) };
}

function subjectColumn(
  { model, primaryKey, said, fields }: Declared,
  problems: Problem[],
): ModelFact['subjectOf'] {
  const { subject } = said;
  if (subject === undefined) return undefined;
  const named = fields.find(({ name, column }) => name === subject.by || column === subject.by);
  const column = subject.by === undefined ? onlyOf(primaryKey) : named?.column;
  if (column !== undefined) return { class: subject.class, column };
  const wanted = subject.by ?? 'primary key';
  const message = `\`${model}\` has no field \`${wanted}\` that could name the subject`;
  problems.push({ at: subject.at, message });
  return undefined;
}

function onlyOf(columns: readonly string[]): string | undefined {
  return columns.length === 1 ? columns[0] : undefined;
}
