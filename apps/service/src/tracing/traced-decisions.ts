import type { DecisionRequest } from '@troth/decisions';
import type { Caller } from '../auth/caller.ts';
import { DecisionsService } from '../decisions/decisions.service.ts';
import type { Tracing } from './tracing.ts';

/** The same decisions, those of one call a span. */
export class TracedDecisions extends DecisionsService {
  readonly #tracing: Tracing;

  constructor(parts: ConstructorParameters<typeof DecisionsService>, tracing: Tracing) {
    super(...parts);
    this.#tracing = tracing;
  }

  override decideAll(
    requests: readonly DecisionRequest[],
    caller: Caller,
    text?: string,
  ): Promise<readonly string[]> {
    const attributes = { 'troth.decisions': requests.length };
    const work = async () => super.decideAll(requests, caller, text);
    return this.#tracing.within({ name: 'decide', kind: 'internal', attributes }, work);
  }
}
