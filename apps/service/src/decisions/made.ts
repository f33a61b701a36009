import type { DecisionRequest } from '@troth/decisions';
import type { Ruling } from './rulings.ts';

/** A decision that was made, not yet told to anybody. */
export interface Made {
  readonly id: string;
  readonly at: Date;
  /** As it came. */
  readonly asked: DecisionRequest;
  /** With what is known of the caller; the same object where that adds nothing. */
  readonly request: DecisionRequest;
  readonly ruling: Ruling;
}
