import { Controller, Get, Header } from '@nestjs/common';
import { Open } from '../auth/scopes.ts';
import { Database } from '../database/database.ts';
import { PolicyStore } from '../policies/policy-store.ts';
import { Problem } from '../problems/problem.ts';
import { Clock } from '../runtime/clock.ts';
import { Metrics } from '../runtime/metrics.ts';

@Controller()
@Open()
export class HealthController {
  readonly #database: Database;
  readonly #policies: PolicyStore;
  readonly #metrics: Metrics;
  readonly #clock: Clock;

  constructor(database: Database, policies: PolicyStore, metrics: Metrics, clock: Clock) {
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

  /** The process can answer: the database is there and a policy is in force. */
  @Get('readyz')
  async ready(): Promise<{ readonly status: 'ready'; readonly policyVersion: string }> {
    const version = this.#policies.inForce(this.#clock.now());
    if (version === undefined) throw new Problem(503, 'No policy version is in force.');
    try {
      await this.#database.isReachable();
    } catch (error) {
      throw Object.assign(new Problem(503, 'The database does not answer.'), { cause: error });
    }
    return { status: 'ready', policyVersion: version.policy.hash };
  }

  @Get('metrics')
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  metrics(): string {
    return this.#metrics.text();
  }
}
