/** Arguments of a query, as far as they are objects. */
export type Args = Readonly<Record<string, unknown>>;

export function isArgs(value: unknown): value is Args {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Date) &&
    !(value instanceof Uint8Array)
  );
}

export function argsOf(value: unknown): Args {
  return isArgs(value) ? value : {};
}

export function listOf(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

/** A query that cannot be done with sealed fields; the message says what to write instead. */
export class CannotQuery extends Error {
  override readonly name = 'CannotQuery';
}
