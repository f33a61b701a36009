import { Controller, Get, Header } from '@nestjs/common';
import { Needs, Open } from '../auth/scopes.ts';
import { Database } from '../database/database.ts';
import { BundleWatch } from '../policies/bundle-watch.ts';
import type { BundleStatus } from '../policies/bundle-watch.ts';
import { PolicyStore } from '../policies/policy-store.ts';
import { Problem } from '../problems/problem.ts';
import { Clock } from '../runtime/clock.ts';
import { Metrics } from '../runtime/metrics.ts';

interface Readiness {
  readonly status: 'ready';
  readonly policyVersion: string;
  readonly bundle: BundleStatus;
}

@Controller()
@Open()
export class HealthController {
  readonly #database: Database;
  readonly #policies: PolicyStore;
  readonly #metrics: Metrics;
  readonly #clock: Clock;
  readonly #watch: BundleWatch;

  constructor(
    database: Database,
    policies: PolicyStore,
    metrics: Metrics,
    clock: Clock,
    watch: BundleWatch,
  ) {
    this.#watch = watch;
    this.#database = database;
    this.#policies = policies;
    this.#metrics = metrics;
    this.#clock = clock;
  }

  /** The process runs. */
  @Get('healthz')
  health(): { readonly status: 'ok' } {
    return { status: 'ok' };
  }

  /**
   * The process can answer: the database is there and a policy is in force. A bundle that was refused
   * is shown and no reason to send nobody: the one before is whole.
   */
  @Get('readyz')
  async ready(): Promise<Readiness> {
    const version = this.#policies.inForce(this.#clock.now());
    if (version === undefined) throw new Problem(503, 'No policy version is in force.');
    try {
      await this.#database.isReachable();
    } catch (error) {
      throw Object.assign(new Problem(503, 'The database does not answer.'), { cause: error });
    }
    return { status: 'ready', policyVersion: version.policy.hash, bundle: this.#watch.status };
  }

  /** Who is counted here is no person, but what is asked how often is nobody's business outside. */
  @Get('metrics')
  @Needs('metrics')
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  metrics(): string {
    return this.#metrics.text();
  }
}
