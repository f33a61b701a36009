/** The properties that have a value, for types whose optional properties may not be `undefined`. */
export function present<T extends object>(given: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  // Built up rather than deleted from: what has lost a property is slow to read ever after.
  const kept: { [K in keyof T]?: Exclude<T[K], undefined> } = {};
  for (const key in given) {
    const value = given[key];
    if (isPresent(value)) kept[key] = value;
  }
  return kept;
}

function isPresent<T>(value: T): value is Exclude<T, undefined> {
  return value !== undefined;
}
