import { Module } from '@nestjs/common';

import { MailModule } from '../mail/mail.module.ts';
import { SettingsModule } from '../settings/settings.module.ts';
import { OptOutLinks } from './opt-out-links.ts';
import { OptOutController } from './opt-out.controller.ts';
import { ProductMail } from './product-mail.ts';

@Module({
  imports: [MailModule, SettingsModule],
  controllers: [OptOutController],
  providers: [ProductMail, OptOutLinks],
  exports: [ProductMail],
})
export class ProductMailModule {}
