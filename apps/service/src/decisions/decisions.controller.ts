import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import type { PipeTransform } from '@nestjs/common';
import type { DecisionRequest } from '@troth/decisions';
import { Caller, TheCaller } from '../auth/caller.ts';
import { Needs } from '../auth/scopes.ts';
import { SchemaPipe } from '../problems/schema.pipe.ts';
import type { DecisionBatch } from './decision-request.schema.ts';
import { decisionBatchSchema, decisionRequestSchema } from './decision-request.schema.ts';
import { DecisionsService } from './decisions.service.ts';
import type { AnsweredDecision } from './decisions.service.ts';

type DecisionBody = DecisionRequest | DecisionBatch;

/** One request, or many below `requests`. */
class DecisionBodyPipe implements PipeTransform<unknown, DecisionBody> {
  readonly #one = new SchemaPipe<DecisionRequest>(decisionRequestSchema);
  readonly #many = new SchemaPipe<DecisionBatch>(decisionBatchSchema);

  transform(body: unknown): DecisionBody {
    const isBatch = typeof body === 'object' && body !== null && Object.hasOwn(body, 'requests');
    return isBatch ? this.#many.transform(body) : this.#one.transform(body);
  }
}

@Controller('v1/decisions')
@Needs('decisions')
export class DecisionsController {
  readonly #decisions: DecisionsService;

  constructor(decisions: DecisionsService) {
    this.#decisions = decisions;
  }

  @Post()
  @HttpCode(200)
  async decide(
    @Body(new DecisionBodyPipe()) body: DecisionBody,
    @TheCaller() caller: Caller,
  ): Promise<AnsweredDecision | { readonly decisions: readonly AnsweredDecision[] }> {
    if ('requests' in body) {
      return { decisions: await this.#decisions.decideAll(body.requests, caller) };
    }
    return this.#decisions.decide(body, caller);
  }
}
