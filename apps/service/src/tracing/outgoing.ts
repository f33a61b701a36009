import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { SpanStatusCode } from '@opentelemetry/api';
import type { Span } from '@opentelemetry/api';
import type { OtlpTracing } from './otlp-tracing.ts';

/** A call as it is told of: `addHeader` by undici, which is behind `fetch`, `setHeader` by `node:http`. */
interface Call {
  readonly method: string;
  readonly origin?: string | URL;
  readonly addHeader?: (name: string, value: string) => void;
  readonly setHeader?: (name: string, value: string) => void;
  readonly getHeader?: (name: string) => unknown;
}

interface Told {
  readonly request: Call;
  readonly response?: { readonly statusCode?: number };
}

const BEGINS = ['http.client.request.created', 'undici:request:create'];
const ENDS = [
  'http.client.response.finish',
  'http.client.request.error',
  'undici:request:headers',
  'undici:request:error',
];

/**
 * Each call that a request of ours makes outside, by `node:http` or `fetch`, is a span, and says to
 * whom it goes which trace it belongs to (W3C Trace Context). Host and method; never path or query.
 * @param collector what is sent there is no work of ours
 * @returns ends it
 */
export function traceOutgoing(tracing: OtlpTracing, collector: string): () => void {
  const open = new WeakMap<object, Span>();
  const begin = (message: unknown): void => {
    const { request } = told(message);
    const host = hostOf(request);
    if (!tracing.isInside() || host === new URL(collector).host) return;
    const attributes = { 'http.request.method': request.method, 'server.address': host };
    const span = tracing.start({ name: request.method, kind: 'client', attributes });
    open.set(request, span);
    request.addHeader?.('traceparent', headerOf(span));
    request.setHeader?.('traceparent', headerOf(span));
  };
  const end = (message: unknown): void => {
    const { request, response } = told(message);
    const status = response?.statusCode;
    const span = open.get(request);
    if (status !== undefined) span?.setAttribute('http.response.status_code', status);
    if (status === undefined || status >= 400) span?.setStatus({ code: SpanStatusCode.ERROR });
    span?.end();
    open.delete(request);
  };
  for (const name of BEGINS) subscribe(name, begin);
  for (const name of ENDS) subscribe(name, end);
  return () => {
    for (const name of BEGINS) unsubscribe(name, begin);
    for (const name of ENDS) unsubscribe(name, end);
  };
}

function told(message: unknown): Told {
  // Node and undici document the messages of these channels.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return message as Told;
}

function hostOf(call: Call): string {
  const { origin } = call;
  return origin === undefined ? String(call.getHeader?.('host')) : new URL(origin).host;
}

function headerOf(span: Span): string {
  const { traceId, spanId, traceFlags } = span.spanContext();
  return `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`;
}
