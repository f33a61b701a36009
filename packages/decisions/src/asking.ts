import type { DecisionRequest, SubjectState } from './decision.ts';
import type { Tables } from './tables.ts';

/** A request with all that stands beside it when it is judged. */
export interface Asking {
  readonly request: DecisionRequest;
  readonly state: SubjectState;
  readonly now: Date;
  /** Value is received for the data, or it goes to one who buys data. */
  readonly isSale: boolean;
}

export function isSale(
  { action, recipient, context }: DecisionRequest,
  { buyers }: Tables,
): boolean {
  if (context?.sale === true) return true;
  return (
    recipient !== undefined &&
    (action === 'share' || action === 'disclose') &&
    buyers.has(recipient)
  );
}
