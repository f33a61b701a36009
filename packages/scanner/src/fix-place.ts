/** What stands from `start` up to `end` becomes `text`; everything around it stays as it is written. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The place of a finding in its file. */
export interface Place {
  readonly file: string;
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly written: string;
}

/** The edit that replaces the one part of a place that a pattern's group `bad` is. */
export function replaced(place: Place, pattern: RegExp, by: string): Edit | undefined {
  const all = [...place.written.matchAll(new RegExp(pattern, `${pattern.flags}dg`))];
  const [match, ...others] = all;
  const [from, to] = match?.indices?.groups?.['bad'] ?? [];
  // Of two that could be meant neither is surely the one.
  if (from === undefined || to === undefined || others.length > 0) return undefined;
  return { start: place.start + from, end: place.start + to, text: by };
}
