import { Injectable } from '@nestjs/common';
import type { Decision, DecisionRequest, SubjectState } from '@troth/decisions';
import { PolicyStore } from '../policies/policy-store.ts';
import { Stamp } from '../runtime/stamp.ts';
import { SubjectStates } from '../subjects/subject-states.ts';
import { Deciders } from './deciders.ts';

interface Ruling {
  readonly id: string;
  readonly at: Date;
  readonly decision: Decision;
  readonly policyVersion: string;
}

/** The decision itself: the versions that bind the subject, its recorded state, and now. */
@Injectable()
export class Rulings {
  readonly #policies: PolicyStore;
  readonly #states: SubjectStates;
  readonly #stamp: Stamp;
  readonly #deciders = new Deciders();

  constructor(policies: PolicyStore, states: SubjectStates, stamp: Stamp) {
    this.#policies = policies;
    this.#states = states;
    this.#stamp = stamp;
  }

  rule(request: DecisionRequest): Ruling {
    const { id, at } = this.#stamp.next();
    const { subject } = request;
    const state: SubjectState & { readonly acceptedPolicy?: string } =
      subject === undefined
        ? { optOuts: [], restricted: false }
        : this.#states.of(subject.id, subject.tenant);
    const accepted = state.acceptedPolicy ?? subject?.acceptedPolicy;
    const versions = this.#policies.inForceFor(accepted, at);
    let ruling: Ruling = { id, at, decision: NOTHING_IN_FORCE, policyVersion: 'none' };
    // Every version that binds must permit; the first that does not is the answer.
    for (const { policy } of versions.toReversed()) {
      const decision = this.#deciders.of(policy).decide(request, state, at);
      ruling = { id, at, decision, policyVersion: policy.hash };
      if (decision.effect === 'deny') break;
    }
    return ruling;
  }
}

const NOTHING_IN_FORCE: Decision = {
  effect: 'deny',
  obligations: [],
  reasons: [],
  explanation: 'No policy version is in force, so nothing is permitted.',
};
