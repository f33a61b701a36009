import { Controller, Get } from '@nestjs/common';
import { Open } from '../auth/scopes.ts';
import { PolicyStore } from '../policies/policy-store.ts';
import { Problem } from '../problems/problem.ts';
import { Clock } from '../runtime/clock.ts';
import { signalledPurposes } from './browser-signal.ts';

/** Tells the world that Global Privacy Control is honoured, where a clause of the policy says so. */
@Controller('.well-known')
@Open()
export class GpcController {
  readonly #policies: PolicyStore;
  readonly #clock: Clock;

  constructor(policies: PolicyStore, clock: Clock) {
    this.#policies = policies;
    this.#clock = clock;
  }

  @Get('gpc.json')
  support(): { readonly gpc: true; readonly lastUpdate: string } {
    const policy = this.#policies.inForce(this.#clock.now())?.policy;
    if (policy === undefined || signalledPurposes(policy).length === 0)
      throw new Problem(404, 'The policy says nothing of this signal.');
    return { gpc: true, lastUpdate: policy.version.effective };
  }
}
