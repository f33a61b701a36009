/**
 * Two texts of as many lines each as a unified diff without context; empty where they are the same.
 * `git apply --unidiff-zero` takes it.
 */
export function lineDiff(path: string, before: string, after: string): string {
  const old = before.split('\n');
  const changed = after.split('\n');
  if (old.length !== changed.length) throw new Error(`${path} has gained or lost lines`);
  const hunks = old.flatMap((line, index) => {
    const now = changed[index];
    if (now === undefined || now === line) return [];
    return [`@@ -${index + 1} +${index + 1} @@`, `-${line}`, `+${now}`];
  });
  return hunks.length === 0 ? '' : `${[`--- a/${path}`, `+++ b/${path}`, ...hunks].join('\n')}\n`;
}
