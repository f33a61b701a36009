import { randomFillSync } from 'node:crypto';
import type { FastifyInstance } from 'fastify';

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

declare module 'fastify' {
  interface FastifyRequest {
    /** On the request itself: a weak map of requests costs a tenth of the time in garbage collection. */
    traceContext?: TraceContext;
  }
}

/** Every request belongs to a trace: the caller's, or a new one; every answer says which. */
export function traceRequests(server: FastifyInstance): void {
  server.decorateRequest('traceContext');
  server.addHook('onRequest', (request, reply, done) => {
    const context = contextOf(request.headers['traceparent']);
    request.traceContext = context;
    void reply.header('traceparent', `00-${context.traceId}-${context.spanId}-${context.flags}`);
    done();
  });
}

/** A header that is not to the letter of the standard starts a new trace, as the standard says. */
function contextOf(header: string | readonly string[] | undefined): TraceContext {
  if (typeof header !== 'string') return newTrace();
  const [, traceId, parentId, flags] = TRACEPARENT.exec(header) ?? [];
  if (traceId === undefined || parentId === undefined || flags === undefined) return newTrace();
  if (traceId === NO_TRACE || parentId === NO_SPAN) return newTrace();
  return { traceId, spanId: randomHex(8), parentId, flags };
}

function newTrace(): TraceContext {
  return { traceId: randomHex(16), spanId: randomHex(8), flags: '00' };
}

const drawn = Buffer.alloc(4096);
let pool = '';
let used = 0;

/** Of so many bytes; they are drawn, and written out, many at a time. */
function randomHex(bytes: number): string {
  const letters = bytes * 2;
  if (used + letters > pool.length) {
    pool = randomFillSync(drawn).toString('hex');
    used = 0;
  }
  used += letters;
  return pool.slice(used - letters, used);
}
