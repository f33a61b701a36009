/** What a policy says of itself in its own words; nothing is made up. */
export interface SaidInText {
  readonly name?: string;
  readonly aliases: readonly string[];
  readonly email?: string;
  /** `YYYY-MM-DD`. */
  readonly date?: string;
}

/** Looks for the company's legal name and what it calls itself, an address to write to, and the day of the last update. */
export function saidInText(text: string): SaidInText {
  const name = legalName.exec(text);
  const aliases = name ? aliasesAfter(text.slice(name.index + name[0].length)) : [];
  const email = /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}/.exec(text)?.[0];
  const date = dateIn(text);
  return {
    ...(name?.[0] !== undefined && { name: name[0] }),
    aliases,
    ...(email !== undefined && { email }),
    ...(date !== undefined && { date }),
  };
}

const legalName =
  /(?:\p{Lu}[\p{L}\d&'’-]{0,40} ){0,4}\p{Lu}[\p{L}\d&'’-]{0,40},? (?:Inc\.|Incorporated|LLC|L\.L\.C\.|Ltd\.?|Limited|GmbH|Corp\.|Corporation|AG|S\.A\.|B\.V\.|PLC|plc|Pty Ltd)/u;

/** `("Northwind", "we", "us")` right after the name. */
function aliasesAfter(rest: string): readonly string[] {
  const bracket = /^ \(([^()]{1,200})\)/.exec(rest)?.[1] ?? '';
  return [...bracket.matchAll(/["“]([^"“”,]{1,40}),?["”]/g)].map(([, alias = '']) => alias);
}

const months =
  'january february march april may june july august september october november december'.split(
    ' ',
  );

/** The day after `updated`, `effective` or `modified`, where it can be read in one way only. */
function dateIn(text: string): string | undefined {
  const after =
    /(?:updated|effective|modified|revised|in force)[^.\d]{0,40}?(?=\d|\p{Lu}\p{L}+ \d)/iu.exec(
      text,
    );
  if (!after) return undefined;
  const rest = text.slice(after.index + after[0].length, after.index + after[0].length + 40);
  const iso = /^(\d{4})-(\d{2})-(\d{2})/.exec(rest);
  const american = /^(\p{L}+) (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})/u.exec(rest);
  const european = /^(\d{1,2})(?:st|nd|rd|th)?\.? (\p{L}+),? (\d{4})/u.exec(rest);
  if (iso) return dayOf(iso[1], Number(iso[2]), iso[3]);
  if (american) return dayOf(american[3], monthOf(american[1]), american[2]);
  return european ? dayOf(european[3], monthOf(european[2]), european[1]) : undefined;
}

function monthOf(name: string | undefined): number {
  return months.indexOf(name?.toLowerCase() ?? '') + 1;
}

function dayOf(
  year: string | undefined,
  month: number,
  day: string | undefined,
): string | undefined {
  const date = `${year}-${String(month).padStart(2, '0')}-${day?.padStart(2, '0')}`;
  const instant = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(date)
    ? date
    : undefined;
}
