import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';

import { AccountsModule } from './accounts/accounts.module.ts';
import { BillingModule } from './billing/billing.module.ts';
import type { Config } from './config.ts';
import { FoundationModule } from './foundation/foundation.module.ts';
import { GovernanceModule } from './governance/governance.module.ts';
import { HealthController } from './health.controller.ts';
import { MetricsModule } from './metrics/metrics.module.ts';
import { RequestLogModule } from './request-log/request-log.module.ts';
import { RunsModule } from './runs/runs.module.ts';
import { SettingsModule } from './settings/settings.module.ts';
import { SnapshotsModule } from './snapshots/snapshots.module.ts';
import { UsageModule } from './usage/usage.module.ts';

@Module({})
export class AppModule {
  static with(config: Config): DynamicModule {
    return {
      module: AppModule,
      imports: [
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
