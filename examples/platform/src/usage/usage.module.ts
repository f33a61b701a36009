import { Global, Module } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';

import { UsageInterceptor } from './records.ts';
import { UsageEvents } from './usage-events.ts';
import { UsageFigures } from './usage-figures.ts';

@Global()
@Module({
  providers: [UsageEvents, UsageFigures, { provide: APP_INTERCEPTOR, useClass: UsageInterceptor }],
  exports: [UsageEvents, UsageFigures],
})
export class UsageModule {}
