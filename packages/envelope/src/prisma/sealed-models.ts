import type { EncryptedColumn } from '../encrypted-columns.ts';
import type { Model } from './data-model.ts';

/** A model with sealed fields, by the names that queries use. */
export interface SealedModel {
  readonly model: Model;
  /** In the order of the primary key. */
  readonly key: readonly string[];
  readonly subject: string;
  /** The column behind each sealed field. */
  readonly sealed: ReadonlyMap<string, EncryptedColumn>;
  /** Field that holds the blind index of a sealed field. */
  readonly indexes: ReadonlyMap<string, string>;
}

/** Field that holds the blind index of a sealed one: `{ Account: { email: 'emailIndex' } }`. */
export type IndexFields = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** @throws Error for a column that no model has: it would be written in plain text */
export function sealedModels(
  models: ReadonlyMap<string, Model>,
  columns: readonly EncryptedColumn[],
  indexes: IndexFields,
): ReadonlyMap<string, SealedModel> {
  const byTable = Map.groupBy(columns, ({ table }) => table);
  const sealed = [...models.values()].flatMap((model): SealedModel[] => {
    const own = byTable.get(model.table);
    if (own === undefined || own[0] === undefined) return [];
    byTable.delete(model.table);
    return [sealedModel(model, own, own[0], indexes[model.name] ?? {})];
  });
  const [missing] = byTable.keys();
  if (missing !== undefined)
    throw new Error(`the table \`${missing}\` has encrypted columns and no model of this client`);
  return new Map(sealed.map((one) => [one.model.name, one]));
}

function sealedModel(
  model: Model,
  columns: readonly EncryptedColumn[],
  { primaryKey, subjectColumn }: EncryptedColumn,
  indexes: Readonly<Record<string, string>>,
): SealedModel {
  return {
    model,
    key: primaryKey.map((column) => fieldAt(model, column)),
    subject: fieldAt(model, subjectColumn),
    sealed: new Map(columns.map((column) => [fieldAt(model, column.column), column])),
    indexes: new Map(Object.entries(indexes)),
  };
}

function fieldAt({ name, fields }: Model, column: string): string {
  const found = [...fields.values()].find((field) => field.column === column);
  if (found === undefined) throw new Error(`the model \`${name}\` has no field for \`${column}\``);
  return found.name;
}
