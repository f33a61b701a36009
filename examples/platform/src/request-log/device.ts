/** All that is kept of a request's headers about the device: allow-listed, and no finer than this. */
export interface Device {
  readonly browser: string;
  readonly os: string;
  readonly referrer: string | null;
}

export function deviceOf(headers: Readonly<Record<string, unknown>>): Device {
  const agent = typeof headers['user-agent'] === 'string' ? headers['user-agent'] : '';
  return {
    browser: firstOf(browsers, agent),
    os: firstOf(systems, agent),
    referrer: originAndPath(headers['referer']),
  };
}

/** In the order of asking: Edge says that it is Chrome, and Chrome that it is Safari. */
const browsers = [
  ['Edg/', 'Edge'],
  ['Firefox/', 'Firefox'],
  ['Chrome/', 'Chrome'],
  ['Safari/', 'Safari'],
  ['curl/', 'curl'],
] as const;

const systems = [
  ['Windows', 'Windows'],
  ['Android', 'Android'],
  ['iPhone', 'iOS'],
  ['iPad', 'iOS'],
  ['Mac OS X', 'macOS'],
  ['Linux', 'Linux'],
] as const;

function firstOf(known: readonly (readonly [string, string])[], agent: string): string {
  return known.find(([mark]) => agent.includes(mark))?.[1] ?? 'other';
}

/** A query or fragment may hold anything, so neither is kept. */
function originAndPath(referrer: unknown): string | null {
  if (typeof referrer !== 'string' || !URL.canParse(referrer)) return null;
  const { protocol, origin, pathname } = new URL(referrer);
  return protocol === 'https:' || protocol === 'http:' ? `${origin}${pathname}` : null;
}
