import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';

import { ApiKeysModule } from '../api-keys/api-keys.module.ts';
import { AccountsController } from './accounts.controller.ts';
import { AccountsService } from './accounts.service.ts';
import { Sessions } from './sessions.ts';
import { SignInProviders } from './sign-in-providers.ts';
import { SignedInGuard } from './signed-in.ts';

@Module({
  imports: [ApiKeysModule],
  controllers: [AccountsController],
  providers: [
    AccountsService,
    Sessions,
    SignInProviders,
    { provide: APP_GUARD, useClass: SignedInGuard },
  ],
})
export class AccountsModule {}
