import { readFileSync } from 'node:fs';
import type { SecureVersion } from 'node:tls';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { AppModule } from './app.module.ts';
import { ProblemFilter } from './problems/problem.filter.ts';
import type { Runtime } from './runtime/runtime.module.ts';
import { Metrics } from './runtime/metrics.ts';

const BODY_LIMIT_BYTES = 1024 * 1024;

/** The application, ready to listen or to be injected into. */
export async function createApp(
  runtime: Runtime,
  minVersion: SecureVersion,
): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT_BYTES,
    logger: false,
    ...tlsOf(runtime, minVersion),
  });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.of(runtime), adapter, {
    logger: false,
    bodyParser: false,
    abortOnError: false,
  });
  const server: FastifyInstance = adapter.getInstance();
  acceptJsonOnly(server);
  app.useGlobalFilters(new ProblemFilter(runtime.log));
  countRequests(server, app.get(Metrics));
  if (runtime.settings.config.tls !== undefined) insistOnTls(server);
  await app.init();
  await server.ready();
  return app;
}

/** With a certificate: what the policy declares and nothing older. */
function tlsOf({ settings }: Runtime, minVersion: SecureVersion): object {
  const { tls } = settings.config;
  if (tls === undefined) return {};
  return { https: { cert: readFileSync(tls.cert), key: readFileSync(tls.key), minVersion } };
}

function acceptJsonOnly(server: FastifyInstance): void {
  server.removeAllContentTypeParsers();
  const parseJson = server.getDefaultJsonParser('error', 'error');
  server.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    const text = typeof body === 'string' ? body : body.toString('utf8');
    // A call that needs no body may still state its type.
    if (text.trim() === '') done(null, null);
    else void parseJson(request, text, done);
  });
}

function insistOnTls(server: FastifyInstance): void {
  server.addHook('onSend', (_request, reply, payload, done) => {
    void reply.header('strict-transport-security', 'max-age=31536000');
    done(null, payload);
  });
}

function countRequests(server: FastifyInstance, metrics: Metrics): void {
  server.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'unknown';
    const status = String(reply.statusCode);
    metrics.count('troth_http_requests_total', 'Requests answered.', {
      method: request.method,
      route,
      status,
    });
    done();
  });
}
