import { Module } from '@nestjs/common';

import { MailModule } from '../mail/mail.module.ts';
import { BillingController } from './billing.controller.ts';
import { BillingService } from './billing.service.ts';
import { Payments } from './payments.ts';
import { StripePayments } from './stripe-payments.ts';

@Module({
  imports: [MailModule],
  controllers: [BillingController],
  providers: [BillingService, { provide: Payments, useClass: StripePayments }],
  exports: [BillingService],
})
export class BillingModule {}
