import { Agent } from 'node:https';

import { BadRequestException, Injectable } from '@nestjs/common';
import { Stripe } from 'stripe';

import { Config } from '../config.ts';
import { Payments } from './payments.ts';
import type { Card, PaymentEvent } from './payments.ts';

@Injectable()
export class StripePayments extends Payments {
  readonly #stripe: Stripe;
  readonly #config: Config;

  constructor(config: Config) {
    super();
    this.#config = config;
    this.#stripe = new Stripe(config.stripe.key, {
      httpAgent: new Agent({ minVersion: 'TLSv1.3' }),
      telemetry: false,
    });
  }

  /** @purpose billing */
  override async checkout(accountId: string): Promise<string> {
    const session = await this.#stripe.checkout.sessions.create({
      mode: 'subscription',
      client_reference_id: accountId,
      line_items: [{ price: this.#config.stripe.price, quantity: 1 }],
      success_url: `${this.#config.publicUrl}/settings/plan`,
      cancel_url: `${this.#config.publicUrl}/settings/plan`,
    });
    if (session.url === null) throw new Error('the payment provider gave no page');
    return session.url;
  }

  /** @purpose billing */
  override async cancel(customerId: string): Promise<void> {
    for await (const { id } of this.#stripe.subscriptions.list({ customer: customerId })) {
      await this.#stripe.subscriptions.cancel(id);
    }
  }

  override async read(message: Buffer, signature: string): Promise<PaymentEvent> {
    const event = this.#verified(message, signature);
    if (event.type === 'checkout.session.completed') return this.#subscribed(event.data.object);
    if (event.type === 'invoice.paid') return invoiced(event.data.object);
    return { kind: 'other' };
  }

  #verified(message: Buffer, signature: string): Stripe.Event {
    try {
      return this.#stripe.webhooks.constructEvent(
        message,
        signature,
        this.#config.stripe.webhookSecret,
      );
    } catch (error) {
      throw new BadRequestException('the message is not signed by the provider', { cause: error });
    }
  }

  async #subscribed(session: Stripe.Checkout.Session): Promise<PaymentEvent> {
    const customerId = idOf(session.customer);
    const accountId = session.client_reference_id;
    if (customerId === undefined || accountId === null) return { kind: 'other' };
    return { kind: 'subscribed', accountId, customerId, card: await this.#cardOf(customerId) };
  }

  async #cardOf(customerId: string): Promise<Card | null> {
    const methods = await this.#stripe.customers.listPaymentMethods(customerId, {
      type: 'card',
      limit: 1,
    });
    const card = methods.data[0]?.card;
    return card === undefined ? null : { brand: card.brand, lastFour: card.last4 };
  }
}

function invoiced(invoice: Stripe.Invoice): PaymentEvent {
  const customerId = idOf(invoice.customer);
  if (customerId === undefined || invoice.id === undefined) return { kind: 'other' };
  return {
    kind: 'invoiced',
    customerId,
    invoiceId: invoice.id,
    amountCents: invoice.amount_paid,
    currency: invoice.currency,
    country: invoice.customer_address?.country ?? 'unknown',
    issuedAt: new Date(invoice.created * 1_000),
  };
}

function idOf(reference: string | { readonly id: string } | null): string | undefined {
  return typeof reference === 'string' ? reference : reference?.id;
}
