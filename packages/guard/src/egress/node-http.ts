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
  const check = egress.passing(url);
  const passing = new PassingText((text) =>
    check({ text, isFile: isFileType(request.getHeaders()) }),
  );
  // Each is called with the request it belongs to.
  // oxlint-disable-next-line typescript/unbound-method
  const { write, end } = request;
  const isStopped = (chunk: unknown): boolean => denies(request, () => passing.pass(chunk));
  request.write = (...args: unknown[]): boolean =>
    !isStopped(args[0]) && Boolean(Reflect.apply(write, request, args));
  request.end = (...args: unknown[]): ClientRequest => {
    if (!isStopped(args[0])) Reflect.apply(end, request, args);
    return request;
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
