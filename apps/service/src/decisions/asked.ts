import { createParamDecorator } from '@nestjs/common';
import type { ExecutionContext } from '@nestjs/common';
import type { DecisionRequest } from '@troth/decisions';
import type { FastifyRequest } from 'fastify';
import { SchemaPipe } from '../problems/schema.pipe.ts';
import type { DecisionBatch } from './decision-request.schema.ts';
import { decisionBatchSchema, decisionRequestSchema } from './decision-request.schema.ts';

/** What one call asks: one request, or many below `requests`. */
export class Asked {
  readonly requests: readonly DecisionRequest[];
  /** The body as it was sent. */
  readonly text: string | undefined;
  readonly #isBatch: boolean;

  constructor(body: DecisionRequest | DecisionBatch, text: string | undefined) {
    this.#isBatch = 'requests' in body;
    this.requests = 'requests' in body ? body.requests : [body];
    this.text = text;
  }

  /** The body of the answer; those of the requests come as texts, most of each was written before. */
  answer(answers: readonly string[]): string {
    if (this.#isBatch) return `{"decisions":[${answers.join(',')}]}`;
    const [only] = answers;
    if (only === undefined) throw new Error('one request had no answer');
    return only;
  }
}

const one = new SchemaPipe<DecisionRequest>(decisionRequestSchema);
const many = new SchemaPipe<DecisionBatch>(decisionBatchSchema);

/** Parameter decorator: the checked body. Not a pipe: those wait, though here is nothing to wait for. */
export const WhatIsAsked = createParamDecorator((_: unknown, context: ExecutionContext): Asked => {
  const { body, jsonText } = context.switchToHttp().getRequest<FastifyRequest>();
  const isBatch = typeof body === 'object' && body !== null && Object.hasOwn(body, 'requests');
  const pipe = isBatch ? many : one;
  const isPlain = jsonText !== undefined && !jsonText.includes('\\');
  return new Asked(isPlain ? pipe.transformPlain(body) : pipe.transform(body), jsonText);
});
