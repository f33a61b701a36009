import { MASK } from '../prisma/masked.ts';
import { dataOf, shapeHeldBy } from './decorators.ts';

/** What the policy says of a field of an answer. */
export type Showing = 'shown' | 'masked' | 'removed';

/** The answer as the policy lets it be shown; what its class does not classify stays. */
export function shownAnswer(
  answer: unknown,
  shape: unknown,
  showing: (categories: readonly string[]) => Showing,
): unknown {
  if (Array.isArray(answer)) return answer.map((one) => shownAnswer(one, shape, showing));
  if (typeof answer !== 'object' || answer === null || answer instanceof Date) return answer;
  if (shape === undefined) return answer;
  const fields = dataOf(shape);
  const shown = Object.entries(answer).flatMap(([field, value]: [string, unknown]) => {
    const categories = fields.get(field);
    const inside = shownAnswer(value, shapeHeldBy(shape, field), showing);
    if (categories === undefined || value === null || value === undefined) return [[field, inside]];
    const how = showing(categories);
    if (how === 'removed') return [];
    return [[field, how === 'masked' ? masked(value) : inside]];
  });
  return Object.fromEntries(shown);
}

function masked(value: unknown): unknown {
  return typeof value === 'string' ? MASK : null;
}
