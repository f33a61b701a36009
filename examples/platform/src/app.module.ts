import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { GuardModule } from '@troth/guard';
import type { Guard } from '@troth/guard';

import { AccountsModule } from './accounts/accounts.module.ts';
import { ApiKeysModule } from './api-keys/api-keys.module.ts';
import { BillingModule } from './billing/billing.module.ts';
import type { Config } from './config.ts';
import { FoundationModule } from './foundation/foundation.module.ts';
import { GovernanceModule } from './governance/governance.module.ts';
import { guardedRoutes } from './governance/guarded-routes.ts';
import { HealthController } from './health.controller.ts';
import { MetricsModule } from './metrics/metrics.module.ts';
import { ProductMailModule } from './product-mail/product-mail.module.ts';
import { RedisModule } from './redis/redis.module.ts';
import { RequestLogModule } from './request-log/request-log.module.ts';
import { RunsModule } from './runs/runs.module.ts';
import { SettingsModule } from './settings/settings.module.ts';
import { SnapshotsModule } from './snapshots/snapshots.module.ts';
import { UsageModule } from './usage/usage.module.ts';
import { WorkersModule } from './workers/workers.module.ts';

@Module({})
export class AppModule {
  /** @param guard started, so that no request is answered before there is a policy */
  static with(config: Config, guard: Guard): DynamicModule {
    return {
      module: AppModule,
      imports: [
        GuardModule.with(guard, guardedRoutes),
        FoundationModule.with(config),
        RedisModule,
        GovernanceModule,
        UsageModule,
        RequestLogModule,
        ApiKeysModule,
        AccountsModule,
        SettingsModule,
        RunsModule,
        MetricsModule,
        SnapshotsModule,
        BillingModule,
        ProductMailModule,
        WorkersModule,
      ],
      controllers: [HealthController],
    };
  }
}
