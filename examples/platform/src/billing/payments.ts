/** What the payment provider tells us. Card numbers never come this way: the provider's page takes them. */
export type PaymentEvent =
  | {
      readonly kind: 'subscribed';
      readonly accountId: string;
      readonly customerId: string;
      readonly card: Card | null;
    }
  | {
      readonly kind: 'invoiced';
      readonly customerId: string;
      readonly invoiceId: string;
      readonly amountCents: number;
      readonly currency: string;
      readonly country: string;
      readonly issuedAt: Date;
    }
  | { readonly kind: 'other' };

export interface Card {
  readonly brand: string;
  readonly lastFour: string;
}

export abstract class Payments {
  /** The provider's page where a paid plan is taken. */
  abstract checkout(accountId: string): Promise<string>;
  /** Ends every paid plan of the customer. */
  abstract cancel(customerId: string): Promise<void>;
  /** @throws BadRequestException when the provider did not sign the message */
  abstract read(message: Buffer, signature: string): Promise<PaymentEvent>;
}
