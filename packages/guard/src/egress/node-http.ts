import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';
import { PassingText, headersText, isFileType } from './body.ts';
import type { Egress } from './egress.ts';

const CREATED = 'http.client.request.created';

/** Sees every request of `node:http` and `node:https`, whatever agent a library brings, before it is sent. */
export function watchNodeHttp(egress: Egress): () => void {
  const see = (message: unknown): void => {
    const request = requestOf(message);
    if (request !== undefined) guardRequest(request, egress);
  };
  subscribe(CREATED, see);
  return () => {
    unsubscribe(CREATED, see);
  };
}

function guardRequest(request: ClientRequest, egress: Egress): void {
  const url = new URL(request.path, `${request.protocol}//${request.host}`);
  const isDenied = denies(request, () =>
    egress.check({
      url,
      text: `${request.path}\n${headersText(request.getHeaders())}`,
      isFile: false,
    }),
  );
  if (isDenied) return;
  const passing = new PassingText((text) =>
    egress.checkPart({ url, text, isFile: isFileType(request.getHeaders()) }),
  );
  const { write, end } = request;
  request.write = function written(this: ClientRequest, ...args: unknown[]): boolean {
    if (denies(this, () => passing.pass(args[0]))) return false;
    return Reflect.apply(write, this, args);
  };
  request.end = function ended(this: ClientRequest, ...args: unknown[]): ClientRequest {
    if (denies(this, () => passing.pass(args[0]))) return this;
    return Reflect.apply(end, this, args);
  };
}

/** A denied request ends with the denial as its error; any other fault of the guard denies too. */
function denies(request: ClientRequest, check: () => void): boolean {
  try {
    check();
    return false;
  } catch (error) {
    request.destroy(
      error instanceof Error ? error : new Error('the guard failed', { cause: error }),
    );
    return true;
  }
}

function requestOf(message: unknown): ClientRequest | undefined {
  if (typeof message !== 'object' || message === null || !('request' in message)) return undefined;
  // Node documents the message of this channel as `{ request: ClientRequest }`.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return message.request as ClientRequest;
}
