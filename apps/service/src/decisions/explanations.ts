import { Injectable } from '@nestjs/common';
import { explain, type Change, type Decision, type DecisionRequest } from '@troth/decisions';
import type { Explanation } from '@troth/decisions';
import type { Caller } from '../auth/caller.ts';
import { PolicyStore } from '../policies/policy-store.ts';
import { Clock } from '../runtime/clock.ts';
import { Rulings } from './rulings.ts';
import { verifiedRequest } from './verified-request.ts';

/** A decision, why, and what would have had to be different. It is told, not made: nothing is logged. */
export interface ExplainedDecision extends Decision, Pick<Explanation, 'categories' | 'isCutOff'> {
  readonly policyVersion: string;
  readonly alternatives: readonly {
    readonly changes: readonly Change[];
    readonly obligations: Decision['obligations'];
    readonly reasons: Decision['reasons'];
  }[];
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
    const { categories, alternatives, isCutOff } = explain(
      policy,
      asked,
      (other) =>
        this.#rulings.under(other.request, { ...other.state, ...accepted }, other.now).decision,
    );
    return {
      ...decision,
      policyVersion,
      categories,
      alternatives: alternatives.map(({ changes, obligations, reasons }) => ({
        changes,
        obligations,
        reasons,
      })),
      isCutOff,
    };
  }
}
