import { Injectable } from '@nestjs/common';
import type { Decision, DecisionRequest, SubjectState } from '@troth/decisions';
import { PolicyStore } from '../policies/policy-store.ts';
import { SubjectStates } from '../subjects/subject-states.ts';
import { Deciders, type KnownPolicy } from './deciders.ts';

export interface Ruling {
  readonly decision: Decision;
  /** Hash of the version that decided, or `none`. */
  readonly policyVersion: string;
  /** What the policy that decided speaks of; absent: none is in force. */
  readonly policy?: KnownPolicy;
  /** Absent: nobody is named, or nothing is recorded. */
  readonly state?: SubjectState;
}

/** The decision itself: the versions that bind the subject, its recorded state, and now. */
@Injectable()
export class Rulings {
  readonly #policies: PolicyStore;
  readonly #states: SubjectStates;
  readonly #deciders = new Deciders();

  constructor(policies: PolicyStore, states: SubjectStates) {
    this.#policies = policies;
    this.#states = states;
  }

  /**
   * Every version that binds must permit, and what any of them demands is owed. The first that denies
   * is the answer, the oldest asked first; else the version in force is named.
   */
  rule(request: DecisionRequest, at: Date): Ruling {
    return this.under(request, this.recordedOf(request), at);
  }

  /** What is recorded of the subject, who may be nobody. */
  recordedOf({ subject }: DecisionRequest): Recorded {
    if (subject === undefined) return NOTHING_RECORDED;
    return this.#states.of(subject.id, subject.tenant) ?? NOTHING_RECORDED;
  }

  /** The same as if that were recorded. */
  under(request: DecisionRequest, state: Recorded, at: Date): Ruling {
    const accepted = state.acceptedPolicy ?? request.subject?.acceptedPolicy;
    const versions = this.#policies.inForceFor(accepted, at);
    let ruling = NOTHING_IN_FORCE;
    for (let place = versions.length - 1; place >= 0; place -= 1) {
      const version = versions[place];
      if (version === undefined) continue;
      const policy = this.#deciders.of(version.policy);
      const decided = this.#decide(policy, { request, state, at });
      const decision = together(ruling, decided);
      ruling = { decision, policy, policyVersion: version.policy.hash, state };
      if (decision.effect === 'deny') break;
    }
    return ruling;
  }

  /** Cut off from the records, what an objection would turn is denied; the rest goes on from memory. */
  #decide({ decider }: KnownPolicy, question: Question): Decision {
    const { request, state, at } = question;
    const decision = decider.decide(request, state, at);
    const isOpen = decision.effect === 'permit' && request.subject !== undefined;
    if (!isOpen || !this.#states.isBehind) return decision;
    const doubted = decider.decide(request, inDoubt(question), at);
    if (doubted.effect === 'permit') return decision;
    return { ...doubted, explanation: CUT_OFF };
  }
}

const CUT_OFF =
  'The records of objections cannot be read at the moment, and an objection would forbid this.';

interface Question {
  readonly request: DecisionRequest;
  readonly state: SubjectState;
  readonly at: Date;
}

/** As if the subject had said no to the purpose and taken back every consent. */
function inDoubt({ request, state }: Question): SubjectState {
  return { ...state, optOuts: [...state.optOuts, request.purpose], consents: [] };
}

/** A permit with what earlier versions demand besides. */
function together(earlier: Ruling, decision: Decision): Decision {
  const owed = earlier.decision.obligations;
  if (decision.effect === 'deny' || owed.length === 0) return decision;
  const known = new Set(decision.obligations.map((each) => JSON.stringify(each)));
  const further = owed.filter((each) => !known.has(JSON.stringify(each)));
  return { ...decision, obligations: [...decision.obligations, ...further] };
}

/** With the version that the subject has accepted. */
export type Recorded = SubjectState & { readonly acceptedPolicy?: string };

const NOTHING_RECORDED: Recorded = {
  optOuts: [],
  restricted: false,
};

const NOTHING_IN_FORCE: Ruling = {
  policyVersion: 'none',
  decision: Object.freeze({
    effect: 'deny',
    obligations: [],
    reasons: [],
    explanation: 'No policy version is in force, so nothing is permitted.',
  }),
};
