import { BadRequestException, Controller, Headers, HttpCode, Post, Req } from '@nestjs/common';
import type { RawBodyRequest } from '@nestjs/common';
import { Purpose } from '@troth/guard';
import type { FastifyRequest } from 'fastify';

import { AccountId, Public } from '../accounts/signed-in.ts';
import { BillingService } from './billing.service.ts';

@Purpose('billing')
@Controller('billing')
export class BillingController {
  readonly #billing: BillingService;

  constructor(billing: BillingService) {
    this.#billing = billing;
  }

  @Post('subscription')
  subscribe(@AccountId() account: string): Promise<{ readonly url: string }> {
    return this.#billing.subscribe(account);
  }

  /** Open to everybody and believed to nobody but the provider, by its signature. */
  @Public()
  @HttpCode(200)
  @Post('webhook')
  async receive(
    @Req() request: RawBodyRequest<FastifyRequest>,
    @Headers('stripe-signature') signature: string | undefined,
  ): Promise<void> {
    if (request.rawBody === undefined || signature === undefined) {
      throw new BadRequestException('the message is not signed');
    }
    await this.#billing.receive(request.rawBody, signature);
  }
}
