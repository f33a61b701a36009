import type { FastifyInstance } from 'fastify';

/** For whatever is not a page: nothing in it runs, nothing frames it. A page says its own. */
const INERT = "default-src 'none'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'";

const ALWAYS = {
  'content-security-policy': INERT,
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/** One year, as ASVS 3.4.1 has it. */
const TLS_ONLY = { 'strict-transport-security': 'max-age=31536000; includeSubDomains' };

/** What every answer tells a browser, so that one which is opened there does no harm. */
export function tellBrowsers(server: FastifyInstance, transport: 'plain' | 'tls'): void {
  const open = transport === 'tls' ? { ...ALWAYS, ...TLS_ONLY } : ALWAYS;
  // What is answered to the holder of a token is for nobody else, and for no cache.
  const own = { ...open, 'cache-control': 'no-store' };
  server.addHook('onRequest', (request, reply, done) => {
    void reply.headers(request.headers.authorization === undefined ? open : own);
    done();
  });
}
