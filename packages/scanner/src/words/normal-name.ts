/** A name as it is compared: without case, `_`, `-`, `.` and spaces. */
export function normalName(name: string): string {
  return remembered(normal, name, (one) => one.toLowerCase().replaceAll(/[^a-z0-9]/gu, ''));
}

/** The words of a name: `ownerEmail`, `owner_email` and `OWNER_EMAIL` are `owner`, `email`. */
export function wordsOf(name: string): readonly string[] {
  return remembered(words, name, (one) =>
    one
      .replaceAll(/([a-z0-9])([A-Z])/gu, '$1 $2')
      .replaceAll(/([A-Z]+)([A-Z][a-z])/gu, '$1 $2')
      .toLowerCase()
      .split(/[^a-z0-9]+/u)
      .filter((word) => word !== ''),
  );
}

// A program has few names, and each is asked for by many values.
const normal = new Map<string, string>();
const words = new Map<string, readonly string[]>();
const most = 100_000;

function remembered<T>(known: Map<string, T>, name: string, read: (name: string) => T): T {
  const before = known.get(name);
  if (before !== undefined) return before;
  if (known.size >= most) known.clear();
  const made = read(name);
  known.set(name, made);
  return made;
}
