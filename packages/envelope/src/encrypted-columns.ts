import { isWithin, rulesOf } from '@troth/compiler';
import type { CompiledPolicy, DataMap, Table } from '@troth/compiler';

/** A column whose values the policy has encrypted one by one. */
export interface EncryptedColumn {
  /** As the database spells them. */
  readonly table: string;
  readonly column: string;
  readonly primaryKey: readonly string[];
  /** Column of the data subject's id; one of the primary key where the rows are the subjects. */
  readonly subjectColumn: string;
  /** Category of the data keys: the one that the policy names. */
  readonly class: string;
}

/**
 * The columns of an application that hold a category which a clause has encrypted (`fields:` of
 * `encrypt … at rest`).
 * @throws Error that names each table which does not say whose its rows are: no key could be chosen
 */
export function encryptedColumns(
  policy: Pick<CompiledPolicy, 'clauses' | 'vocabulary'>,
  dataMap: DataMap,
): readonly EncryptedColumn[] {
  const fields = rulesOf(policy, 'encrypt').flatMap(({ rule }) =>
    rule.scope === 'at-rest' ? (rule.fields ?? []) : [],
  );
  const tables = dataMap.stores.flatMap((store) => (store.kind === 'database' ? store.tables : []));
  const found = tables.flatMap((table) =>
    table.columns.flatMap(({ name, data }) => {
      const of = fields.find((field) =>
        data.some((category) => isWithin(policy.vocabulary, category, field)),
      );
      return of === undefined ? [] : [{ table, column: name, class: of }];
    }),
  );
  const nobodys = found.filter(({ table }) => subjectColumnOf(table) === undefined);
  if (nobodys.length > 0) {
    const names = nobodys.map(({ table, column }) => `${table.name}.${column}`).join(', ');
    throw new Error(
      `cannot choose a key for ${names}: write \`/// @subject MODEL by COLUMN\` above the model`,
    );
  }
  return found.map(({ table, column, class: of }) => ({
    table: table.name,
    column,
    primaryKey: table.primaryKey,
    subjectColumn: subjectColumnOf(table) ?? '',
    class: of,
  }));
}

function subjectColumnOf({ primaryKey, subjectColumn }: Table): string | undefined {
  return primaryKey.length === 0 ? undefined : subjectColumn;
}
