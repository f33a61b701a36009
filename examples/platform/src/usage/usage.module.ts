import { Global, Module } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';

import { UsageInterceptor } from './records.ts';
import { UsageEvents } from './usage-events.ts';

@Global()
@Module({
  providers: [UsageEvents, { provide: APP_INTERCEPTOR, useClass: UsageInterceptor }],
  exports: [UsageEvents],
})
export class UsageModule {}
