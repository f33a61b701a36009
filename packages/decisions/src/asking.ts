import type { DecisionRequest, SubjectState } from './decision.ts';

/** A request with all that stands beside it when it is judged, its words looked up once. */
export interface Asking {
  readonly request: DecisionRequest;
  readonly state: SubjectState;
  readonly now: Date;
  /** `undefined`: the policy does not know it. */
  readonly purpose: number | undefined;
  /** A number, `NOBODY` or `UNKNOWN`. */
  readonly recipient: number;
}
