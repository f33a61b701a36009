import type { Permit, Question } from '../permit.ts';
import { collectPermits } from './collect.ts';
import { statedUses } from './use.ts';

/** What may be collected for the purpose may be stored for it, and what may be used for it too. */
export function storePermits(question: Question): readonly Permit[] {
  return [...collectPermits(question), ...statedUses(question)];
}
