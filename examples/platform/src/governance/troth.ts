import { Injectable } from '@nestjs/common';

import { Config } from '../config.ts';
import { Outgoing, jsonOf } from '../foundation/outgoing.ts';

/** What the policy's deadlines start from; troth's names. */
export interface GovernedEvent {
  readonly id: string;
  readonly type: string;
  readonly at: Date;
  readonly accountId: string;
  readonly itemCategory: string | null;
  readonly itemId: string | null;
  readonly purpose: string | null;
}

export interface Sharing {
  readonly data: readonly string[];
  readonly purpose: string;
  readonly recipient: string;
  readonly accountId: string;
  readonly context: Readonly<Record<string, string>>;
}

/** The enforcement service: it is told what people did, and asked before data leaves. */
@Injectable()
export class Troth {
  readonly #config: Config;
  readonly #outgoing: Outgoing;

  constructor(config: Config, outgoing: Outgoing) {
    this.#config = config;
    this.#outgoing = outgoing;
  }

  /** Safe to repeat: an event counts once, by its id. @throws Error when it was not accepted */
  async report(event: GovernedEvent): Promise<void> {
    await this.#post('/v1/events', {
      id: event.id,
      type: event.type,
      at: event.at.toISOString(),
      subject: { id: event.accountId },
      ...(event.itemId !== null && { item: { category: event.itemCategory, id: event.itemId } }),
      ...(event.purpose !== null && { purpose: event.purpose }),
    });
  }

  /**
   * Whether the policy lets the data go there. An answer with an obligation that this caller does
   * not keep counts as no: all that it keeps is TLS 1.3.
   */
  async permits(sharing: Sharing): Promise<boolean> {
    const { accountId, ...request } = sharing;
    const decision = await this.#post('/v1/decisions', {
      action: 'share',
      ...request,
      subject: { id: accountId },
      actor: { id: 'platform', kind: 'service' },
    });
    const { effect, obligations } = decision;
    return effect === 'permit' && Array.isArray(obligations) && obligations.every(isKept);
  }

  async #post(path: string, body: unknown): Promise<Readonly<Record<string, unknown>>> {
    const { url, token } = this.#config.troth;
    const response = await this.#outgoing.fetch(`${url}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return jsonOf(response);
  }
}

function isKept(owed: unknown): boolean {
  if (typeof owed !== 'object' || owed === null) return false;
  return 'type' in owed && owed.type === 'encrypt' && 'minimum' in owed && owed.minimum === '1.3';
}
