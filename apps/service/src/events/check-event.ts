import type { Vocabulary } from '@troth/compiler';
import { badField } from '../problems/problem.ts';
import type { Problem } from '../problems/problem.ts';
import type { EventRequest } from './event.schema.ts';

/** How far a sender's clock may run ahead of ours. */
const SKEW_MS = 5 * 60_000;

/** What a shape cannot say: the words must be the policy's, and the event complete. */
export function checkEvent(
  event: EventRequest,
  vocabulary: Vocabulary,
  now: Date,
): Problem | undefined {
  const type = vocabulary.events.find((candidate) => candidate.id === event.type);
  if (type === undefined) {
    return badField('/type', `\`${event.type}\` is not an event type of the policy`);
  }
  const at = Date.parse(event.at);
  if (Number.isNaN(at) || at < 0) return badField('/at', '`at` is not an instant since 1970');
  if (at > now.getTime() + SKEW_MS) return badField('/at', '`at` lies in the future');
  if (type.about === 'item' && event.item === undefined) {
    return badField('/item', `\`item\` is missing: \`${event.type}\` is about one`);
  }
  if (type.about === 'consent' && event.purpose === undefined) {
    return badField('/purpose', `\`purpose\` is missing: \`${event.type}\` is about one`);
  }
  return unknownWord(event, vocabulary);
}

function unknownWord({ item, purpose }: EventRequest, vocabulary: Vocabulary): Problem | undefined {
  if (item !== undefined && !vocabulary.categories.some(({ id }) => id === item.category)) {
    return badField('/item/category', `\`${item.category}\` is not a data category of the policy`);
  }
  if (purpose !== undefined && !vocabulary.purposes.some(({ id }) => id === purpose)) {
    return badField('/purpose', `\`${purpose}\` is not a purpose of the policy`);
  }
  return undefined;
}
