import { Body, Controller, Get, HttpCode, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Caller, TheCaller } from '../auth/caller.ts';
import { Needs, Open } from '../auth/scopes.ts';
import { SchemaPipe } from '../problems/schema.pipe.ts';
import { linkSchema } from './consent.schema.ts';
import type { LinkRequest } from './consent.schema.ts';
import type { UnsubscribeLink } from './unsubscribe.service.ts';
import { UnsubscribeService } from './unsubscribe.service.ts';

const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy':
    "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
} as const;

/** The way out of mail that is not essential: one click, no sign-in (RFC 8058). */
@Controller()
export class UnsubscribeController {
  readonly #unsubscribe: UnsubscribeService;

  constructor(unsubscribe: UnsubscribeService) {
    this.#unsubscribe = unsubscribe;
  }

  @Post('v1/unsubscribe-links')
  @Needs('consents')
  link(
    @Body(new SchemaPipe<LinkRequest>(linkSchema)) body: LinkRequest,
    @TheCaller() caller: Caller,
  ): UnsubscribeLink {
    return this.#unsubscribe.link({ ...body, subject: caller.inTenant(body.subject) });
  }

  @Get('unsubscribe/:token')
  @Open()
  ask(@Param('token') token: string, @Res() reply: FastifyReply): void {
    void reply.headers(HEADERS).send(this.#unsubscribe.page(token, 'asked'));
  }

  @Post('unsubscribe/:token')
  @HttpCode(200)
  @Open()
  async leave(
    @Param('token') token: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.#unsubscribe.leave(token, body);
    await reply.headers(HEADERS).send(this.#unsubscribe.page(token, 'done'));
  }
}
