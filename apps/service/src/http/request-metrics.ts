import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Counter, Histogram, Metrics } from '../runtime/metrics.ts';

interface Measured {
  readonly total: Counter;
  readonly durations: Histogram;
}

/** Rate, errors and duration by route: its pattern, never the URL. */
export function measureRequests(server: FastifyInstance, metrics: Metrics): void {
  // Each route knows itself: to ask a request for its route makes an object a request.
  server.addHook('onRoute', (route) => {
    const answers = new Map<string, Answers>();
    const hooks = route.onResponse ?? [];
    route.onResponse = [
      ...(Array.isArray(hooks) ? hooks : [hooks]),
      (request, reply, done) => {
        const { method } = request;
        let known = answers.get(method);
        if (known === undefined)
          answers.set(method, (known = new Answers(metrics, method, route.url)));
        known.measure(reply);
        done();
      },
    ];
  });
  const lost = new Map<string, Answers>();
  server.addHook('onResponse', (request, reply, done) => {
    if (request.is404) {
      const { method } = request;
      const known = lost.get(method) ?? new Answers(metrics, method, 'unknown');
      lost.set(method, known);
      known.measure(reply);
    }
    done();
  });
}

/** Of one method on one route, by status. */
class Answers {
  readonly #metrics: Metrics;
  readonly #method: string;
  readonly #route: string;
  readonly #byStatus = new Map<number, Measured>();

  constructor(metrics: Metrics, method: string, route: string) {
    this.#metrics = metrics;
    this.#method = method;
    this.#route = route;
  }

  measure(reply: FastifyReply): void {
    const { total, durations } = this.#of(reply.statusCode);
    total.add();
    durations.observe(reply.elapsedTime / 1000);
  }

  #of(status: number): Measured {
    const known = this.#byStatus.get(status);
    if (known !== undefined) return known;
    const labels = { method: this.#method, route: this.#route, status: String(status) };
    const made = {
      total: this.#metrics.counter('troth_http_requests_total', 'Requests answered.', labels),
      durations: this.#metrics.histogram('troth_http_request_seconds', DURATION_HELP, labels),
    };
    this.#byStatus.set(status, made);
    return made;
  }
}

const DURATION_HELP = 'Time from the request to its answer.';
