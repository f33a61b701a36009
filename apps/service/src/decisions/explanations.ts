import { Injectable } from '@nestjs/common';
import { explain, toldOf } from '@troth/decisions';
import type { Decision, DecisionRequest, ToldExplanation } from '@troth/decisions';
import type { Caller } from '../auth/caller.ts';
import { PolicyStore } from '../policies/policy-store.ts';
import { Clock } from '../runtime/clock.ts';
import { Rulings } from './rulings.ts';
import { verifiedRequest } from './verified-request.ts';

/** A decision, why, and what would have had to be different. It is told, not made: nothing is logged. */
export interface ExplainedDecision extends Decision, ToldExplanation {
  readonly policyVersion: string;
}

/** Explains by the same versions and records that decide. */
@Injectable()
export class Explanations {
  readonly #rulings: Rulings;
  readonly #policies: PolicyStore;
  readonly #clock: Clock;

  constructor(rulings: Rulings, policies: PolicyStore, clock: Clock) {
    this.#rulings = rulings;
    this.#policies = policies;
    this.#clock = clock;
  }

  of(body: DecisionRequest, caller: Caller): ExplainedDecision {
    const request = verifiedRequest(body, caller);
    const now = this.#clock.now();
    const state = this.#rulings.recordedOf(request);
    const { acceptedPolicy } = state;
    const accepted = acceptedPolicy === undefined ? {} : { acceptedPolicy };
    const { decision, policyVersion } = this.#rulings.under(request, state, now);
    const policy = this.#policies.byHash(policyVersion)?.policy;
    if (policy === undefined) {
      return { ...decision, policyVersion, categories: [], alternatives: [], isCutOff: false };
    }
    const asked = { request, state, now };
    const explanation = explain(
      policy,
      asked,
      (other) =>
        this.#rulings.under(other.request, { ...other.state, ...accepted }, other.now).decision,
    );
    return { ...decision, policyVersion, ...toldOf(explanation) };
  }
}
