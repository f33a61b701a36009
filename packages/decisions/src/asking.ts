import type { DecisionRequest, SubjectState } from './decision.ts';
import type { Tables } from './tables.ts';

/** A request with all that stands beside it when it is judged, its words looked up once. */
export interface Asking {
  readonly request: DecisionRequest;
  readonly state: SubjectState;
  readonly now: Date;
  /** `undefined`: the policy does not know it. */
  readonly purpose: number | undefined;
  /** `undefined`: none is named, or the policy does not know it. */
  readonly recipient: number | undefined;
  /** Value is received for the data, or it goes to one who buys data. */
  readonly isSale: boolean;
}

export function askingOf(
  request: DecisionRequest,
  state: SubjectState,
  now: Date,
  tables: Tables,
): Asking {
  const purpose = tables.purposes.get(request.purpose);
  const recipient =
    request.recipient === undefined ? undefined : tables.recipients.get(request.recipient);
  const isHanded = request.action === 'share' || request.action === 'disclose';
  const isBought = isHanded && recipient !== undefined && tables.buys[recipient] === true;
  return {
    request,
    state,
    now,
    purpose,
    recipient,
    isSale: isBought || request.context?.sale === true,
  };
}
