/** The properties that have a value, for types whose optional properties may not be `undefined`. */
export function present<T extends object>(given: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const kept = { ...given };
  for (const key in kept) if (kept[key] === undefined) delete kept[key];
  return kept;
}
