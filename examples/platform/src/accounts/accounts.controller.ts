import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { Purpose } from '@troth/guard';

import { ProviderAnswer, SignIn, SignUp } from './accounts.input.ts';
import { AccountsService } from './accounts.service.ts';
import type { Session } from './accounts.service.ts';
import { SignInProviders, providerOf } from './sign-in-providers.ts';
import { Public } from './signed-in.ts';

@Purpose('provide-service')
@Controller('accounts')
export class AccountsController {
  readonly #accounts: AccountsService;
  readonly #providers: SignInProviders;

  constructor(accounts: AccountsService, providers: SignInProviders) {
    this.#accounts = accounts;
    this.#providers = providers;
  }

  @Public()
  @Post()
  signUp(@Body() body: SignUp): Promise<Session> {
    return this.#accounts.signUp(body);
  }

  @Public()
  @HttpCode(200)
  @Post('sign-in')
  signIn(@Body() body: SignIn): Promise<Session> {
    return this.#accounts.signIn(body);
  }

  @Public()
  @Get('sign-in/:provider')
  beginAt(
    @Param('provider') provider: string,
    @Query('challenge') challenge: string,
  ): { readonly url: string } {
    return { url: this.#providers.authorizationUrl(providerOf(provider), challenge) };
  }

  @Public()
  @HttpCode(200)
  @Post('sign-in/:provider')
  signInThrough(
    @Param('provider') provider: string,
    @Body() body: ProviderAnswer,
  ): Promise<Session> {
    return this.#accounts.signInThrough(providerOf(provider), body.code, body.verifier);
  }
}
