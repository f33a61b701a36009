import type { FastifyInstance } from 'fastify';
import type { Counter, Histogram, Metrics } from '../runtime/metrics.ts';

interface Measured {
  readonly total: Counter;
  readonly durations: Histogram;
}

/** Rate, errors and duration by route: its pattern, never the URL. */
export function measureRequests(server: FastifyInstance, metrics: Metrics): void {
  const known = new Map<string, Measured>();
  server.addHook('onResponse', (request, reply, done) => {
    const { method } = request;
    const route = request.routeOptions.url ?? 'unknown';
    const status = String(reply.statusCode);
    const key = `${method} ${route} ${status}`;
    let measured = known.get(key);
    if (measured === undefined) {
      const labels = { method, route, status };
      measured = {
        total: metrics.counter('troth_http_requests_total', 'Requests answered.', labels),
        durations: metrics.histogram('troth_http_request_seconds', DURATION_HELP, labels),
      };
      known.set(key, measured);
    }
    measured.total.add();
    measured.durations.observe(reply.elapsedTime / 1000);
    done();
  });
}

const DURATION_HELP = 'Time from the request to its answer.';
