import { Injectable } from '@nestjs/common';
import { Agent, fetch } from 'undici';

export interface OutgoingRequest {
  readonly method?: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | URLSearchParams;
}

/** The platform's one way to call others over the web; tests put their own in its place. */
export abstract class Outgoing {
  abstract fetch(url: string, request?: OutgoingRequest): Promise<Response>;
}

/** Speaks TLS 1.3 or not at all. */
@Injectable()
export class OutgoingOverTls extends Outgoing {
  readonly #dispatcher = new Agent({ connect: { minVersion: 'TLSv1.3' } });

  override fetch(url: string, request: OutgoingRequest = {}): Promise<Response> {
    const signal = AbortSignal.timeout(10_000);
    return fetch(url, { ...request, dispatcher: this.#dispatcher, signal });
  }
}

/** @throws Error with the host and status, never the body: it may hold personal data */
export async function jsonOf(response: Response): Promise<Readonly<Record<string, unknown>>> {
  if (!response.ok) {
    throw new Error(`${new URL(response.url).host} answered ${response.status}`);
  }
  const body: unknown = await response.json();
  if (typeof body !== 'object' || body === null) throw new Error('the answer is not an object');
  return Object.fromEntries(Object.entries(body));
}
