import type { FastifyRequest } from 'fastify';
import type { Clock } from '../runtime/clock.ts';
import type { Log } from '../runtime/log.ts';
import type { Counter, Metrics } from '../runtime/metrics.ts';

/** Lines a second; more are counted, and the count is a line of its own. */
const MOST_LINES = 10;
const WINDOW_MS = 1000;

type Status = 401 | 403;

/**
 * Who was turned away: each token that opens nothing, or not this. By route and trace, and by what the
 * token is called where that is known; never the token, nor where it came from.
 */
export class RefusalLog {
  readonly #log: Log;
  readonly #clock: Clock;
  readonly #counters: Readonly<Record<Status, Counter>>;
  #windowStart = Number.NEGATIVE_INFINITY;
  #written = 0;
  #unwritten = 0;

  constructor(log: Log, clock: Clock, metrics: Metrics) {
    this.#log = log;
    this.#clock = clock;
    const counter = (status: Status): Counter =>
      metrics.counter('troth_tokens_refused_total', HELP, { status: String(status) });
    this.#counters = { 401: counter(401), 403: counter(403) };
  }

  note(status: Status, request: FastifyRequest): void {
    // Who shows nothing was told what to show; nobody tried anything.
    if (request.headers.authorization === undefined) return;
    this.#counters[status].add();
    const now = this.#clock.now().getTime();
    const age = now - this.#windowStart;
    if (age < 0 || age >= WINDOW_MS) this.#begin(now);
    if (this.#written >= MOST_LINES) this.#unwritten += 1;
    else this.#write(status, request);
  }

  /** What a flood kept out of the log; also said when the service stops. */
  sayUnwritten(): void {
    if (this.#unwritten > 0) this.#log.info('tokens-refused', { count: this.#unwritten });
    this.#unwritten = 0;
  }

  #begin(now: number): void {
    this.sayUnwritten();
    this.#windowStart = now;
    this.#written = 0;
  }

  #write(status: Status, request: FastifyRequest): void {
    const { method, caller, traceContext } = request;
    const isMachine = caller !== undefined && caller.authentication === undefined;
    this.#written += 1;
    this.#log.info('token-refused', {
      method,
      route: request.routeOptions?.url ?? 'unknown',
      status,
      ...(traceContext === undefined ? {} : { trace: traceContext.traceId }),
      ...(isMachine ? { token: caller.name } : {}),
    });
  }
}

const HELP = 'Tokens that opened nothing (401), or not what was asked for (403).';
