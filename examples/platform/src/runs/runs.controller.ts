import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { Purpose } from '@troth/guard';

import { AccountId } from '../accounts/signed-in.ts';
import type { Run } from '../generated/prisma/client.ts';
import { Records } from '../usage/records.ts';
import { FinishRun, StartRun } from './runs.input.ts';
import { RunsService } from './runs.service.ts';

@Purpose('provide-service')
@Controller('runs')
export class RunsController {
  readonly #runs: RunsService;

  constructor(runs: RunsService) {
    this.#runs = runs;
  }

  @Get()
  list(@AccountId() account: string): Promise<Run[]> {
    return this.#runs.list(account);
  }

  @Records('run-started')
  @Post()
  start(@AccountId() account: string, @Body() body: StartRun): Promise<Run> {
    return this.#runs.start(account, body);
  }

  @Get(':id')
  find(@AccountId() account: string, @Param('id') id: string): Promise<Run> {
    return this.#runs.find(account, id);
  }

  @Records('run-finished')
  @Patch(':id')
  finish(
    @AccountId() account: string,
    @Param('id') id: string,
    @Body() body: FinishRun,
  ): Promise<Run> {
    return this.#runs.finish(account, id, body);
  }

  @HttpCode(204)
  @Delete(':id')
  delete(@AccountId() account: string, @Param('id') id: string): Promise<void> {
    return this.#runs.delete(account, id);
  }
}
