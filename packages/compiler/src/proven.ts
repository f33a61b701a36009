/**
 * A value that the shape of the language has already refused to be malformed.
 * @throws Error when it is missing all the same: a bug
 */
export function proven<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('a value passed its shape and cannot be read');
  return value;
}
