import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { headersText, isFileType, textOf } from './body.ts';
import { checkedBody } from './checked-body.ts';
import type { Egress } from './egress.ts';

const CREATED = 'undici:request:create';

/** What undici says of a request, and what the guard does with it. */
interface CreatedRequest {
  readonly origin?: string | URL;
  readonly path: string;
  readonly headers: unknown;
  body: unknown;
  readonly contentType: string | null;
  contentLength: number | null;
  addHeader(name: string, value: string): unknown;
  onError(error: Error): void;
}

/**
 * Sees every request of undici, the one in Node and any other, also where a library brings a
 * dispatcher of its own. A denied one is ended before anything of it is sent.
 */
export function watchUndici(egress: Egress): () => void {
  const see = (message: unknown): void => {
    const request = requestOf(message);
    if (request === undefined) return;
    try {
      guardRequest(request, egress);
    } catch (error) {
      request.onError(
        error instanceof Error ? error : new Error('the guard failed', { cause: error }),
      );
      request.body = null;
    }
  };
  subscribe(CREATED, see);
  return () => {
    unsubscribe(CREATED, see);
  };
}

function guardRequest(request: CreatedRequest, egress: Egress): void {
  const url = new URL(request.path, request.origin);
  const { body } = request;
  const isFile = isFileType(request.headers);
  egress.check({
    url,
    isFile,
    text: [request.path, headersText(request.headers), textOf(body) ?? ''].join('\n'),
  });
  const checked = checkedBody(body, { check: egress.passing(url), isFile });
  request.body = checked.body;
  if (checked.form === undefined) return;
  if (request.contentType === null) request.addHeader('content-type', checked.form.type);
  request.contentLength ??= checked.form.length;
}

function requestOf(message: unknown): CreatedRequest | undefined {
  if (typeof message !== 'object' || message === null || !('request' in message)) return undefined;
  // undici documents the message of this channel as `{ request }`.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return message.request as CreatedRequest;
}
