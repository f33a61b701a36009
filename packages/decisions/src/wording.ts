import type { DecisionRequest } from './decision.ts';
import type { Engine } from './engine.ts';

const NOUNS = {
  collect: 'Collection of',
  use: 'Use of',
  store: 'Storage of',
  access: 'Access to',
  share: 'Sharing of',
  disclose: 'Disclosure of',
} as const;

/** What was asked, in the names of the vocabulary; a word it does not have is quoted as it came. */
export function asked(request: DecisionRequest, engine: Engine): string {
  const { vocabulary } = engine.policy;
  const { categories, purposes, recipients } = engine.tables;
  const nameOf = (id: string): string =>
    vocabulary.categories[categories.get(id) ?? -1]?.name ?? shortened(id);
  const [only] = request.data;
  const data =
    request.data.length === 1 && only !== undefined
      ? nameOf(only)
      : request.data.map(nameOf).join('", "');
  const purpose =
    vocabulary.purposes[purposes.get(request.purpose) ?? -1]?.name ?? shortened(request.purpose);
  const what = NOUNS[request.action] + ' "' + data + '" for "' + purpose + '"';
  if (request.recipient === undefined) return what;
  const recipient = vocabulary.recipients[recipients.get(request.recipient) ?? -1]?.name;
  return what + ' with "' + (recipient ?? shortened(request.recipient)) + '"';
}

/** Ids come from outside and may be of any length. */
export function shortened(id: string): string {
  return id.length <= 64 ? id : `${id.slice(0, 63)}…`;
}
