import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { Problem } from '../problems/problem.ts';
import { IdPipe } from '../problems/id.pipe.ts';
import { SchemaPipe } from '../problems/schema.pipe.ts';
import { AuthService } from './auth.service.ts';
import type { TokenView } from './auth.service.ts';
import { Caller, TheCaller } from './caller.ts';
import { Needs } from './scopes.ts';
import { tokenRequestSchema } from './token.schema.ts';
import type { TokenRequest } from './token.schema.ts';

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
  ): Promise<{ readonly id: string; readonly token: string }> {
    const { name, kind, scopes } = body;
    const beyond = scopes.find((scope) => !caller.scopes.has(scope));
    if (beyond !== undefined) throw new Problem(403, `You cannot give \`${beyond}\`: you lack it.`);
    return this.#auth.create(name, kind ?? 'service', scopes);
  }

  @Get()
  async list(): Promise<{ readonly tokens: readonly TokenView[] }> {
    return { tokens: await this.#auth.list() };
  }

  @Delete(':id')
  @HttpCode(204)
  revoke(@Param('id', new IdPipe()) id: string): Promise<void> {
    return this.#auth.revoke(id);
  }
}
