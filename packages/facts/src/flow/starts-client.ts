/** A call of a package. */
export interface PackageCall {
  /** The package. */
  readonly name: string;
  /** The last name of what is called, `init`. */
  readonly call: string;
  readonly isNew: boolean;
  /** A script that a page loaded, whose one function does everything: `gtag('event', …)`. */
  readonly isScript: boolean;
}

/** Whether a call makes or starts a package's client: by `new`, by a word for it, or as the package itself. */
export function startsClient({ name, call, isNew, isScript }: PackageCall): boolean {
  if (isNew || starting.test(call)) return true;
  return !isScript && call !== '' && bareWord(call) === ownWord(name);
}

const starting = /^(init|start|load|setup|configure|boot|register|create\w*Client)/;

/** The last word of a package, `node` of `@sentry/node`; there are few packages and many calls. */
function ownWord(name: string): string {
  const known = ownWords.get(name);
  if (known !== undefined) return known;
  const word = bareWord(name.split('/').at(-1) ?? name);
  ownWords.set(name, word);
  return word;
}

const ownWords = new Map<string, string>();

function bareWord(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}
