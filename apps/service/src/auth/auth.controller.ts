import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { IdPipe } from '../problems/id.pipe.ts';
import { SchemaPipe } from '../problems/schema.pipe.ts';
import { AuthService } from './auth.service.ts';
import type { MadeToken, RotatedToken } from './auth.service.ts';
import { Caller, TheCaller } from './caller.ts';
import { Needs } from './scopes.ts';
import { rotationRequestSchema, tokenRequestSchema } from './token.schema.ts';
import type { RotationRequest, TokenRequest } from './token.schema.ts';
import type { TokenView } from './token-view.ts';

@Controller('v1/tokens')
@Needs('tokens')
export class AuthController {
  readonly #auth: AuthService;

  constructor(auth: AuthService) {
    this.#auth = auth;
  }

  @Post()
  async create(
    @Body(new SchemaPipe<TokenRequest>(tokenRequestSchema)) body: TokenRequest,
    @TheCaller() caller: Caller,
  ): Promise<MadeToken> {
    caller.mustHold(body.scopes);
    return this.#auth.create(caller.inTenant(body));
  }

  @Post(':id/rotate')
  @HttpCode(200)
  rotate(
    @Param('id', new IdPipe()) id: string,
    @Body(new SchemaPipe<RotationRequest>(rotationRequestSchema)) body: RotationRequest,
    @TheCaller() caller: Caller,
  ): Promise<RotatedToken> {
    return this.#auth.rotate(id, body, caller);
  }

  @Get()
  async list(@TheCaller() caller: Caller): Promise<{ readonly tokens: readonly TokenView[] }> {
    return { tokens: await this.#auth.list(caller) };
  }

  @Delete(':id')
  @HttpCode(204)
  revoke(@Param('id', new IdPipe()) id: string, @TheCaller() caller: Caller): Promise<void> {
    return this.#auth.revoke(id, caller);
  }
}
