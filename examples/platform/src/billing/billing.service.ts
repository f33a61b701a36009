import { Injectable } from '@nestjs/common';
import { within } from '@troth/guard';

import { Database } from '../foundation/database.ts';
import { Mail } from '../mail/mail.ts';
import { Payments } from './payments.ts';
import type { PaymentEvent } from './payments.ts';

type Subscribed = Extract<PaymentEvent, { kind: 'subscribed' }>;
type Invoiced = Extract<PaymentEvent, { kind: 'invoiced' }>;

@Injectable()
export class BillingService {
  readonly #database: Database;
  readonly #payments: Payments;
  readonly #mail: Mail;

  constructor(database: Database, payments: Payments, mail: Mail) {
    this.#database = database;
    this.#payments = payments;
    this.#mail = mail;
  }

  async subscribe(accountId: string): Promise<{ readonly url: string }> {
    return { url: await this.#payments.checkout(accountId) };
  }

  /** Ends the paid plan of an account that is being closed; without one, nobody is called. */
  cancel(accountId: string): Promise<void> {
    return within({ purpose: 'billing' }, () => this.#cancel(accountId));
  }

  async #cancel(accountId: string): Promise<void> {
    const paid = await this.#database.subscription.findUnique({ where: { accountId } });
    if (paid === null || paid.status !== 'active') return;
    await this.#payments.cancel(paid.stripeCustomerId);
    await this.#database.subscription.update({ where: { accountId }, data: { status: 'ended' } });
  }

  async receive(message: Buffer, signature: string): Promise<void> {
    const event = await this.#payments.read(message, signature);
    switch (event.kind) {
      case 'subscribed':
        return this.#subscribed(event);
      case 'invoiced':
        return this.#invoiced(event);
      case 'other':
        return undefined;
    }
  }

  async #subscribed({ accountId, customerId, card }: Subscribed): Promise<void> {
    const paid = {
      plan: 'team',
      status: 'active',
      stripeCustomerId: customerId,
      cardBrand: card?.brand ?? null,
      cardLastFour: card?.lastFour ?? null,
    };
    await this.#database.subscription.upsert({
      where: { accountId },
      create: { accountId, ...paid },
      update: paid,
    });
  }

  /** The provider repeats its messages; an invoice is kept, and told of, once. */
  async #invoiced(invoice: Invoiced): Promise<void> {
    const { customerId, invoiceId, amountCents, currency, country, issuedAt } = invoice;
    const paid = await this.#database.subscription.findUnique({
      where: { stripeCustomerId: customerId },
    });
    if (paid === null) throw new Error('an invoice of a customer without a subscription');
    const { accountId } = paid;
    const { count } = await this.#database.invoice.createMany({
      data: [{ accountId, stripeInvoiceId: invoiceId, amountCents, currency, country, issuedAt }],
      skipDuplicates: true,
    });
    if (count === 1) await this.#mail.send(accountId, 'billing', '/settings/plan');
  }
}
