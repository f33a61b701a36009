import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { Purpose } from '@troth/guard';

import { AccountId } from '../accounts/signed-in.ts';
import { Clock } from '../foundation/clock.ts';
import { Database } from '../foundation/database.ts';
import type { Metric } from '../generated/prisma/client.ts';
import { RunsService } from '../runs/runs.service.ts';
import { MetricPoints } from './metrics.input.ts';

@Controller('runs/:runId/metrics')
export class MetricsController {
  readonly #database: Database;
  readonly #runs: RunsService;
  readonly #clock: Clock;

  constructor(database: Database, runs: RunsService, clock: Clock) {
    this.#database = database;
    this.#runs = runs;
    this.#clock = clock;
  }

  /** A point that is already there stays as it is, so a training program may send again. */
  @Purpose('provide-service')
  @Post()
  async add(
    @AccountId() account: string,
    @Param('runId') runId: string,
    @Body() { points }: MetricPoints,
  ): Promise<{ readonly added: number }> {
    const run = await this.#runs.find(account, runId);
    const recordedAt = this.#clock.now();
    const { count } = await this.#database.metric.createMany({
      data: points.map(({ name, step, value }) => ({
        runId: run.id,
        name,
        step,
        value,
        recordedAt,
      })),
      skipDuplicates: true,
    });
    return { added: count };
  }

  @Purpose('provide-service')
  @Get()
  async list(@AccountId() account: string, @Param('runId') runId: string): Promise<Metric[]> {
    const run = await this.#runs.find(account, runId);
    return this.#database.metric.findMany({
      where: { runId: run.id },
      orderBy: [{ name: 'asc' }, { step: 'asc' }],
      take: 10_000,
    });
  }
}
