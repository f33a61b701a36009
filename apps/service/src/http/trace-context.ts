import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** W3C Trace Context, level 1. */
const TRACEPARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;
const NO_TRACE = '0'.repeat(32);
const NO_SPAN = '0'.repeat(16);

export interface TraceContext {
  readonly traceId: string;
  readonly spanId: string;
  /** The caller's span; absent: the trace begins here. */
  readonly parentId?: string;
  readonly flags: string;
}

const contexts = new WeakMap<FastifyRequest, TraceContext>();

/** Of a request in work. */
export function traceOf(request: FastifyRequest): TraceContext | undefined {
  return contexts.get(request);
}

/** Every request belongs to a trace: the caller's, or a new one; every answer says which. */
export function traceRequests(server: FastifyInstance): void {
  server.addHook('onRequest', (request, reply, done) => {
    const context = contextOf(request.headers['traceparent']);
    contexts.set(request, context);
    void reply.header('traceparent', `00-${context.traceId}-${context.spanId}-${context.flags}`);
    done();
  });
}

/** A header that is not to the letter of the standard starts a new trace, as the standard says. */
function contextOf(header: string | readonly string[] | undefined): TraceContext {
  const spanId = randomHex().slice(16);
  const [, traceId, parentId, flags] = TRACEPARENT.exec(String(header ?? '')) ?? [];
  if (traceId === undefined || traceId === NO_TRACE || parentId === NO_SPAN) {
    return { traceId: randomHex(), spanId, flags: '00' };
  }
  return { traceId, spanId, flags: flags ?? '00', ...(parentId === undefined ? {} : { parentId }) };
}

/** 32 hexadecimal digits, 122 of the bits random. */
function randomHex(): string {
  return randomUUID().replaceAll('-', '');
}
