/** `ENOENT` and its kind, where the system gave one. */
export function errorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** What the system said, in one line, for a message to a person. */
export function reasonOf(error: unknown): string {
  const code = errorCode(error);
  if (code !== undefined) return IN_WORDS.get(code) ?? code;
  return error instanceof Error ? error.message : String(error);
}

const IN_WORDS: ReadonlyMap<string, string> = new Map([
  ['ENOENT', 'it does not exist'],
  ['EACCES', 'permission denied'],
  ['EPERM', 'permission denied'],
  ['ELOOP', 'its links lead in a circle'],
  ['ENOTDIR', 'a part of its path is not a folder'],
]);
