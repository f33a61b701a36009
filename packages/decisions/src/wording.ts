import type { Asking } from './asking.ts';
import type { Action } from './decision.ts';
import type { Engine } from './engine.ts';

const NOUNS = {
  collect: 'Collection of',
  use: 'Use of',
  store: 'Storage of',
  access: 'Access to',
  share: 'Sharing of',
  disclose: 'Disclosure of',
} as const;

/** What is asked of one category for one purpose, in the names of the vocabulary. */
function askedOf(action: Action, data: string, purpose: string): string {
  return `${NOUNS[action]} "${data}" for "${purpose}"`;
}

/** What was asked, recipient and all; a word the policy does not know is quoted as it came. */
export function asked(asking: Asking, engine: Engine): string {
  const { request, purpose, recipient } = asking;
  const { vocabulary } = engine.policy;
  const data = request.data.map((id) => {
    const number = engine.tables.categories.get(id);
    return number === undefined ? shortened(id) : (vocabulary.categories[number]?.name ?? id);
  });
  const known = purpose === undefined ? undefined : vocabulary.purposes[purpose]?.name;
  const what = askedOf(request.action, data.join('", "'), known ?? shortened(request.purpose));
  if (request.recipient === undefined) return what;
  const name = vocabulary.recipients[recipient]?.name ?? shortened(request.recipient);
  return `${what} with "${name}"`;
}

/** Each reason once. */
export function inOneSentence(becauses: readonly string[]): string {
  return [...new Set(becauses)].join('; ');
}

/** Ids come from outside and may be of any length. */
export function shortened(id: string): string {
  return id.length <= 64 ? id : `${id.slice(0, 63)}…`;
}
