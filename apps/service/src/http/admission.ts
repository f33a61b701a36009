import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Problem } from '../problems/problem.ts';
import type { Metrics } from '../runtime/metrics.ts';

export interface Admission {
  /** Requests in work at once; one more is answered 503. */
  readonly mostInFlight: number;
  /** Requests a second that one token may make, a second's worth at once; absent: any. */
  readonly mostPerSecond?: number;
}

/** Senders remembered; when there are more, all start afresh. */
const MOST_SENDERS = 10_000;

const ALWAYS = new Set(['/healthz', '/readyz', '/metrics']);

/** Refuses early what would only wait: an answer that comes too late is worth nothing to the caller. */
export function admitRequests(
  server: FastifyInstance,
  { mostInFlight, mostPerSecond }: Admission,
  metrics: Metrics,
): void {
  const shed = metrics.counter('troth_http_shed_total', SHED_HELP);
  const allowances = new Allowances(mostPerSecond ?? Number.POSITIVE_INFINITY);
  let inFlight = 0;
  server.addHook('onRequest', (request, reply, done) => {
    inFlight += 1;
    reply.raw.once('close', () => {
      inFlight -= 1;
    });
    if (ALWAYS.has(request.url)) return done();
    if (inFlight > mostInFlight) {
      shed.add();
      return done(new Problem(503, 'More requests are in work than can be.', [], 1));
    }
    if (!allowances.take(senderOf(request), performance.now())) {
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

/** A bucket a sender: it fills at the rate, and holds one second's worth. */
class Allowances {
  readonly #perSecond: number;
  readonly #senders = new Map<string, { left: number; at: number }>();

  constructor(perSecond: number) {
    this.#perSecond = perSecond;
  }

  take(sender: string, nowMs: number): boolean {
    if (this.#perSecond === Number.POSITIVE_INFINITY) return true;
    const known = this.#senders.get(sender) ?? { left: this.#perSecond, at: nowMs };
    const refilled = known.left + ((nowMs - known.at) / 1000) * this.#perSecond;
    const left = Math.min(refilled, this.#perSecond);
    if (this.#senders.size >= MOST_SENDERS) this.#senders.clear();
    this.#senders.set(sender, { left: Math.max(left - 1, 0), at: nowMs });
    return left >= 1;
  }
}
