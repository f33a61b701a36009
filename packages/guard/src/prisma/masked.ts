/** A value that was there and is not shown. */
export const MASK = '•••';

/**
 * A row whose personal values are hidden: texts stand as `•••`, everything else is absent. A type of
 * its own, so that nobody takes it for the row.
 */
export type Masked<Row> = {
  readonly [Field in keyof Row]: Row[Field] extends string ? string : Row[Field] | undefined;
} & { readonly __masked: true };

/** `hidden` says which fields hold personal data. */
export function maskedRow(row: object, hidden: ReadonlySet<string>): object {
  return Object.fromEntries(
    Object.entries(row).flatMap(([field, value]: [string, unknown]) => {
      if (!hidden.has(field) || value === null) return [[field, value]];
      return typeof value === 'string' ? [[field, MASK]] : [];
    }),
  );
}
