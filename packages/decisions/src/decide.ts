import type { CompiledPolicy } from '@troth/compiler';
import { compileDecider } from './decider.ts';
import type { Decision, DecisionRequest, SubjectState } from './decision.ts';

/** One decision; whoever asks more than once keeps a decider. */
export function decide(
  policy: CompiledPolicy,
  request: DecisionRequest,
  state: SubjectState,
  now: Date,
): Decision {
  return compileDecider(policy).decide(request, state, now);
}
