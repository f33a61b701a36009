import { SpanStatusCode } from '@opentelemetry/api';
import type { Span, SpanContext } from '@opentelemetry/api';
import type { FastifyInstance } from 'fastify';
import type { TraceContext } from '../http/trace-context.ts';
import type { OtlpTracing } from './otlp-tracing.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Where spans are made. */
    span?: Span;
  }
}

/** A span a request, by the pattern of its route; what it does is below it. After `traceRequests`. */
export function spanRequests(server: FastifyInstance, tracing: OtlpTracing): void {
  server.decorateRequest('span');
  server.addHook('onRequest', (request, reply, done) => {
    const { method, routeOptions, traceContext } = request;
    const span = tracing.startRequest(
      `${method} ${routeOptions.url ?? 'unknown'}`,
      traceContext && parentOf(traceContext),
    );
    const { traceId, spanId, traceFlags } = span.spanContext();
    const flags = traceFlags.toString(16).padStart(2, '0');
    request.span = span;
    request.traceContext = { ...traceContext, traceId, spanId, flags };
    void reply.header('traceparent', `00-${traceId}-${spanId}-${flags}`);
    done();
  });
  // Not earlier: the body comes in from outside of whatever began before it.
  server.addHook('preValidation', (request, _, done) => {
    if (request.span === undefined) done();
    else tracing.enter(request.span, done);
  });
  server.addHook('onResponse', (request, reply, done) => {
    const { span, method, routeOptions } = request;
    span?.setAttributes({
      'http.request.method': method,
      'http.route': routeOptions.url ?? 'unknown',
      'http.response.status_code': reply.statusCode,
    });
    if (reply.statusCode >= 500) span?.setStatus({ code: SpanStatusCode.ERROR });
    span?.end();
    done();
  });
}

/** The caller's span. A trace that begins here has none. */
function parentOf({ traceId, parentId, flags }: TraceContext): SpanContext | undefined {
  if (parentId === undefined) return undefined;
  return { traceId, spanId: parentId, traceFlags: Number.parseInt(flags, 16), isRemote: true };
}
