import { Module } from '@nestjs/common';

import { BillingModule } from '../billing/billing.module.ts';
import { OwnData } from './own-data.ts';
import { Profiles } from './profiles.ts';
import { SettingsController } from './settings.controller.ts';
import { SettingsService } from './settings.service.ts';

@Module({
  imports: [BillingModule],
  controllers: [SettingsController],
  providers: [SettingsService, Profiles, OwnData],
  exports: [SettingsService],
})
export class SettingsModule {}
