/**
 * A record whose keys are names of somebody's program: it has no `constructor` of its own to be found, and
 * is a table from the start, where an object would take on another shape with each name.
 */
export function emptyRecord<T>(): Record<string, T> {
  // oxlint-disable-next-line typescript/no-unsafe-return -- it is declared as `any`, and is empty
  return Object.create(null);
}
