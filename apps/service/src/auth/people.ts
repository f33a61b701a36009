import { Injectable } from '@nestjs/common';
import { AuditService } from '../audit/audit.service.ts';
import { DEFAULT_MAX_AGE_SECONDS } from '../config.ts';
import { PolicyStore } from '../policies/policy-store.ts';
import { Challenge, Problem } from '../problems/problem.ts';
import { Clock } from '../runtime/clock.ts';
import { Settings } from '../runtime/settings.ts';
import type { Caller } from './caller.ts';
import { isOperation } from './scopes.ts';
import type { Scope } from './scopes.ts';
import { challengeOf, demandOf, meets } from './step-up.ts';

/** What came of a person's request at the door. */
type Outcome = 'let-in' | 'lacks-scope' | 'must-authenticate';

/** What is asked of people beside a scope, and what is written down of them. */
@Injectable()
export class People {
  readonly #policies: PolicyStore;
  readonly #audit: AuditService;
  readonly #clock: Clock;
  readonly #maxAgeSeconds: number;
  readonly #acrValues: readonly string[];

  constructor(policies: PolicyStore, audit: AuditService, clock: Clock, settings: Settings) {
    const { oidc } = settings.config;
    this.#policies = policies;
    this.#audit = audit;
    this.#clock = clock;
    this.#maxAgeSeconds = oidc?.maxAgeSeconds ?? DEFAULT_MAX_AGE_SECONDS;
    this.#acrValues = oidc?.acrValues ?? [];
  }

  /** Nothing, when the person has shown what the clauses ask for on this path. */
  challenge(caller: Caller, scope: Scope): Challenge | undefined {
    if (!isOperation(scope)) return undefined;
    const now = this.#clock.now();
    const demand = demandOf(this.#policies.inForce(now)?.policy, this.#maxAgeSeconds);
    if (meets(caller.authentication ?? { methods: [] }, demand, now)) return undefined;
    const detail = 'Sign in again, with a second factor: a clause of the policy asks for it here.';
    return new Challenge(detail, challengeOf(demand, this.#acrValues));
  }

  /** Before anything is read or done. @throws Problem 503 when it cannot be written */
  async record({ name }: Caller, route: string, outcome: Outcome): Promise<void> {
    const at = this.#clock.now();
    try {
      await this.#audit.append([{ kind: 'person-access', at, actor: name, route, outcome }]);
    } catch (error) {
      const detail = 'The access could not be recorded, so nothing was done.';
      throw Object.assign(new Problem(503, detail), { cause: error });
    }
  }
}
