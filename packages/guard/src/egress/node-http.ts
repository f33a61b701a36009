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
  const head = headText(request);
  const isDenied = denies(request, () => egress.check({ url, text: head, isFile: false }));
  if (isDenied) return;
  const check = egress.passing(url);
  const passing = new PassingText((text) =>
    check({ text, isFile: isFileType(request.getHeaders()) }),
  );
  let checkedHead = head;
  const isHeadStopped = (): boolean => {
    const text = headText(request);
    if (text === checkedHead) return false;
    checkedHead = text;
    return denies(request, () => check({ text, isFile: false }));
  };
  guardCalls(request, {
    isStopped: (chunk, encoding) =>
      isHeadStopped() || denies(request, () => passing.pass(decoded(chunk, encoding))),
    isHeadStopped,
    isTrailerStopped: (trailers) =>
      denies(request, () => check({ text: headersText(trailers), isFile: false })),
  });
}

interface Stops {
  readonly isStopped: (chunk: unknown, encoding: unknown) => boolean;
  readonly isHeadStopped: () => boolean;
  readonly isTrailerStopped: (trailers: unknown) => boolean;
}

/** Looks before each call that sends something. */
function guardCalls(
  request: ClientRequest,
  { isStopped, isHeadStopped, isTrailerStopped }: Stops,
): void {
  // Each is called with the request it belongs to.
  // oxlint-disable-next-line typescript/unbound-method
  const { write, end, flushHeaders, addTrailers } = request;
  request.write = (...args: unknown[]): boolean =>
    !isStopped(args[0], args[1]) && Boolean(Reflect.apply(write, request, args));
  request.end = (...args: unknown[]): ClientRequest => {
    if (!isStopped(args[0], args[1])) Reflect.apply(end, request, args);
    return request;
  };
  request.flushHeaders = (): void => {
    if (!isHeadStopped()) Reflect.apply(flushHeaders, request, []);
  };
  request.addTrailers = (trailers): void => {
    if (!isTrailerStopped(trailers)) Reflect.apply(addTrailers, request, [trailers]);
  };
}

/** Path and headers as they are by now. Headers that were given as a list are written at once and kept nowhere else. */
function headText(request: ClientRequest): string {
  const written: unknown = '_header' in request ? request._header : undefined;
  const lines = typeof written === 'string' ? written.split('\r\n').slice(1) : undefined;
  const headers = lines?.map((line) => line.split(/: (.*)/su, 2)) ?? request.getHeaders();
  return `${request.path}\n${headersText(headers)}`;
}

const CODED = ['hex', 'base64', 'base64url'] as const;

/** A text that stands for bytes is read as those. */
function decoded(chunk: unknown, encoding: unknown): unknown {
  const coded = CODED.find((one) => one === String(encoding).toLowerCase());
  return typeof chunk === 'string' && coded !== undefined ? Buffer.from(chunk, coded) : chunk;
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
