import type { DecisionRequest } from '@troth/decisions';
import type { Ruling } from './rulings.ts';

/** A decision that was made, not yet told to anybody. */
export interface Made {
  readonly id: string;
  readonly at: Date;
  readonly request: DecisionRequest;
  readonly ruling: Ruling;
}
