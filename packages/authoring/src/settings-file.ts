import { yamlWord } from './yaml-text.ts';

/** Who speaks, where to ask, since when. */
export interface Identity {
  /** The legal name, `Example, Inc.`. */
  readonly name: string;
  readonly email: string;
  /** `YYYY-MM-DD` of publication and of effect. */
  readonly date: string;
  /** Where the page stands on the site, `/privacy`. */
  readonly path: string;
  /** What the text calls the company beside its name. */
  readonly aliases?: readonly string[];
}

/** `policy.yaml` of a new policy. */
export function settingsFile(
  { name, email, date, path, aliases = [] }: Identity,
  sections: readonly string[],
): string {
  const short = shortName(name);
  const called = aliases.length > 0 ? aliases : [...new Set([short, 'we', 'us'])];
  return `language: 1
controller: { name: ${yamlWord(name)}, short: ${yamlWord(short)}, aliases: ${list(called)} }
contact: { email: ${yamlWord(email)} }
version: { published: ${date}, effective: ${date}, reviewed: ${date} }
notice_days: 30 # a change that loosens a promise takes effect this many days after it is published
approvals: { loosens: [legal], tightens: [legal] }
page: { path: ${JSON.stringify(path)}, status: internal }
sections: ${list(sections)}
`;
}

/** `Example` of `Example, Inc.`. */
function shortName(name: string): string {
  const short = name.replace(
    /,? (?:Inc\.?|Incorporated|LLC|L\.L\.C\.|Ltd\.?|Limited|GmbH|Corp\.?|Corporation|AG|S\.A\.|B\.V\.|PLC|Pty Ltd)$/i,
    '',
  );
  return short === '' ? name : short;
}

function list(items: readonly string[]): string {
  return `[${items.map(yamlWord).join(', ')}]`;
}
