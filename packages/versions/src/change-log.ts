/**
 * The entry of a change log in Markdown for one day: what stands below the heading `## DATE`, up to
 * the next heading of that level. Nothing where there is no such heading, or only blank lines.
 */
export function changeLogEntry(markdown: string, day: string): string | undefined {
  const lines = markdown.split(/\r?\n/);
  const start = lines.findIndex((line) => line.trimEnd() === `## ${day}`);
  if (start < 0) return undefined;
  const rest = lines.slice(start + 1);
  const end = rest.findIndex((line) => /^##? /.test(line));
  const entry = (end < 0 ? rest : rest.slice(0, end)).join('\n').trim();
  return entry === '' ? undefined : entry;
}
