import type { FastifyInstance } from 'fastify';

/** Longest time that requests in work may take once the service stops. */
const DRAIN_MS = 15_000;

/** Takes no new request, answers those in work, and cuts off who is still there after that. */
export async function drain(server: FastifyInstance): Promise<void> {
  const timer = setTimeout(() => server.server.closeAllConnections(), DRAIN_MS);
  timer.unref();
  await server.close();
  clearTimeout(timer);
}
