import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { GuardModule } from '@troth/guard';
import type { Guard } from '@troth/guard';

import { AccountsModule } from './accounts/accounts.module.ts';
import { BillingModule } from './billing/billing.module.ts';
import type { Config } from './config.ts';
import { FoundationModule } from './foundation/foundation.module.ts';
import { GovernanceModule } from './governance/governance.module.ts';
import { guardedRoutes } from './governance/guarded-routes.ts';
import { HealthController } from './health.controller.ts';
import { MetricsModule } from './metrics/metrics.module.ts';
import { RequestLogModule } from './request-log/request-log.module.ts';
import { RunsModule } from './runs/runs.module.ts';
import { SettingsModule } from './settings/settings.module.ts';
import { SnapshotsModule } from './snapshots/snapshots.module.ts';
import { UsageModule } from './usage/usage.module.ts';

@Module({})
export class AppModule {
  /** @param guard started, so that no request is answered before there is a policy */
  static with(config: Config, guard: Guard): DynamicModule {
    return {
      module: AppModule,
      imports: [
        GuardModule.with(guard, guardedRoutes),
        FoundationModule.with(config),
        GovernanceModule,
        UsageModule,
        RequestLogModule,
        AccountsModule,
        SettingsModule,
        RunsModule,
        MetricsModule,
        SnapshotsModule,
        BillingModule,
      ],
      controllers: [HealthController],
    };
  }
}
