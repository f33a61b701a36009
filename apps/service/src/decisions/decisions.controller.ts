import { Body, Controller, Get, Header, HttpCode, Post, Query } from '@nestjs/common';
import type { DecisionRequest } from '@troth/decisions';
import { Caller, TheCaller } from '../auth/caller.ts';
import { Needs } from '../auth/scopes.ts';
import { SchemaPipe } from '../problems/schema.pipe.ts';
import { Asked, WhatIsAsked } from './asked.ts';
import type { DecisionLogQuery } from './decision-request.schema.ts';
import { decisionLogQuerySchema, decisionRequestSchema } from './decision-request.schema.ts';
import { KeptDecisions } from './kept-decisions.ts';
import type { KeptDecision } from './kept-decisions.ts';
import { DecisionsService } from './decisions.service.ts';
import { Explanations, type ExplainedDecision } from './explanations.ts';

@Controller('v1/decisions')
@Needs('decisions')
export class DecisionsController {
  readonly #decisions: DecisionsService;
  readonly #kept: KeptDecisions;
  readonly #explanations: Explanations;

  constructor(decisions: DecisionsService, kept: KeptDecisions, explanations: Explanations) {
    this.#decisions = decisions;
    this.#kept = kept;
    this.#explanations = explanations;
  }

  @Post('explain')
  @HttpCode(200)
  explain(
    @Body(new SchemaPipe<DecisionRequest>(decisionRequestSchema)) body: DecisionRequest,
    @TheCaller() caller: Caller,
  ): ExplainedDecision {
    return this.#explanations.of(body, caller);
  }

  /** The log of these hours, each decision made again. */
  @Get()
  @Needs('audit')
  async log(
    @Query(new SchemaPipe<DecisionLogQuery>(decisionLogQuerySchema)) {
      from,
      until,
      limit,
    }: DecisionLogQuery,
  ): Promise<{ readonly decisions: readonly KeptDecision[] }> {
    const most = Number(limit ?? 1000);
    return { decisions: await this.#kept.between(new Date(from), new Date(until), most) };
  }

  /** The answers come as texts: most of each was written before. */
  @Post()
  @HttpCode(200)
  @Header('content-type', 'application/json; charset=utf-8')
  decide(@WhatIsAsked() asked: Asked, @TheCaller() caller: Caller): string | Promise<string> {
    const answers = this.#decisions.decideAll(asked.requests, caller, asked.text);
    return answers instanceof Promise
      ? answers.then((each) => asked.answer(each))
      : asked.answer(answers);
  }
}
