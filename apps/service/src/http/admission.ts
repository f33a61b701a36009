import type { Socket } from 'node:net';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Problem } from '../problems/problem.ts';
import type { Metrics } from '../runtime/metrics.ts';
import { Allowances } from './allowances.ts';

export interface Admission {
  /** Requests in work at once; one more is answered 503. */
  readonly mostInFlight: number;
  /** Requests a second that one token may make, a second's worth at once; absent: any. */
  readonly mostPerSecond?: number;
}

const ALWAYS = new Set(['/healthz', '/readyz', '/metrics']);

/** Refuses early what would only wait: an answer that comes too late is worth nothing to the caller. */
export function admitRequests(
  server: FastifyInstance,
  { mostInFlight, mostPerSecond }: Admission,
  metrics: Metrics,
): void {
  const shed = metrics.counter('troth_http_shed_total', SHED_HELP);
  const allowances = new Allowances();
  const inFlight = new InFlight();
  server.addHook('onResponse', (request, _, done) => {
    inFlight.left(request.raw.socket);
    done();
  });
  server.addHook('onRequest', (request, _, done) => {
    inFlight.entered(request.raw.socket);
    if (ALWAYS.has(request.url)) return done();
    if (inFlight.count > mostInFlight) {
      shed.add();
      return done(new Problem(503, 'More requests are in work than can be.', [], 1));
    }
    if (
      mostPerSecond !== undefined &&
      !allowances.take(senderOf(request), mostPerSecond, performance.now())
    ) {
      shed.add();
      return done(new Problem(429, `A token may ask ${mostPerSecond} times a second.`, [], 1));
    }
    done();
  });
}

const SHED_HELP = 'Requests refused because there were too many.';

function senderOf({ headers, ip }: FastifyRequest): string {
  return headers.authorization ?? ip;
}

const OPEN = Symbol('requests in work');

type Counted = Socket & { [OPEN]?: number };

/**
 * Requests in work, by connection: a listener a connection, not one a request, hears of the client who
 * goes away before the answer.
 */
class InFlight {
  count = 0;

  entered(socket: Counted): void {
    this.count += 1;
    if (socket[OPEN] === undefined) socket.once('close', () => this.#gone(socket));
    socket[OPEN] = (socket[OPEN] ?? 0) + 1;
  }

  left(socket: Counted): void {
    const open = socket[OPEN] ?? 0;
    if (open === 0) return;
    socket[OPEN] = open - 1;
    this.count -= 1;
  }

  #gone(socket: Counted): void {
    this.count -= socket[OPEN] ?? 0;
    socket[OPEN] = 0;
  }
}
