import { readFileSync } from 'node:fs';
import type { SecureVersion } from 'node:tls';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { AppModule } from './app.module.ts';
import { admitRequests } from './http/admission.ts';
import { answerClientError } from './http/client-errors.ts';
import { acceptFormsBelow } from './http/form-body.ts';
import { tellBrowsers } from './http/browser-headers.ts';
import { acceptJsonOnly } from './http/json-body.ts';
import { measureRequests } from './http/request-metrics.ts';
import { traceRequests } from './http/trace-context.ts';
import { RefusalLog } from './problems/refusal-log.ts';
import { ProblemFilter } from './problems/problem.filter.ts';
import type { Runtime } from './runtime/runtime.module.ts';
import { Metrics } from './runtime/metrics.ts';

const BODY_LIMIT_BYTES = 1024 * 1024;
/** A client that takes longer to send a request, or sends nothing on an open connection, is cut off. */
const REQUEST_MS = 10_000;
const HEADERS_MS = 5000;
const IDLE_MS = 60_000;
/** So many times longer may nothing at all pass on a connection: who takes no answer holds it back from others. */
const STALLED = 12;
const MOST_HEADER_BYTES = 16 * 1024;
const MOST_IN_FLIGHT = 1000;
const MOST_PARAMETER_LETTERS = 1024;

/** The application, ready to listen or to be injected into. */
export async function createApp(
  runtime: Runtime,
  minVersion: SecureVersion,
): Promise<NestFastifyApplication> {
  const { config } = runtime.settings;
  const requestTimeout = config.requestMs ?? REQUEST_MS;
  const timeouts = {
    requestTimeout,
    headersTimeout: Math.min(HEADERS_MS, requestTimeout),
    connectionsCheckingInterval: Math.min(1000, requestTimeout),
    maxHeaderSize: MOST_HEADER_BYTES,
  };
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT_BYTES,
    keepAliveTimeout: IDLE_MS,
    connectionTimeout: STALLED * requestTimeout,
    requestTimeout,
    clientErrorHandler: answerClientError,
    // Whoever is still connected when it stops is told to come back over a new connection.
    forceCloseConnections: 'idle',
    // A link in a mail names its choice and carries the seal.
    routerOptions: { maxParamLength: MOST_PARAMETER_LETTERS },
    trustProxy: config.trustedProxies === undefined ? false : [...config.trustedProxies],
    logger: false,
    ...tlsOf(runtime, minVersion, timeouts),
  });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.of(runtime), adapter, {
    logger: false,
    bodyParser: false,
    abortOnError: false,
  });
  const server: FastifyInstance = adapter.getInstance();
  const metrics = app.get(Metrics);
  acceptJsonOnly(server);
  acceptFormsBelow(server, '/unsubscribe/');
  const refusals = new RefusalLog(runtime.log, runtime.clock, metrics);
  app.useGlobalFilters(new ProblemFilter(runtime.log, refusals));
  server.addHook('onClose', (_, done) => {
    refusals.sayUnwritten();
    done();
  });
  tellBrowsers(server, config.tls === undefined ? 'plain' : 'tls');
  traceRequests(server);
  runtime.tracing.watch(server);
  admitRequests(
    server,
    {
      mostInFlight: config.mostInFlight ?? MOST_IN_FLIGHT,
      ...(config.mostPerSecond === undefined ? {} : { mostPerSecond: config.mostPerSecond }),
    },
    metrics,
  );
  measureRequests(server, metrics);
  await app.init();
  await server.ready();
  return app;
}

/** With a certificate: what the policy declares and nothing older. */
function tlsOf({ settings }: Runtime, minVersion: SecureVersion, timeouts: object): object {
  const { tls } = settings.config;
  if (tls === undefined) return { http: timeouts };
  const [cert, key] = [readFileSync(tls.cert), readFileSync(tls.key)];
  const ciphers = CIPHERS.join(':');
  return { https: { ...timeouts, cert, key, minVersion, ciphers, honorCipherOrder: true } };
}

/** Authenticated encryption and fresh keys alone; Node's own list has CBC for TLS 1.2. */
const CIPHERS = [
  'TLS_AES_256_GCM_SHA384',
  'TLS_CHACHA20_POLY1305_SHA256',
  'TLS_AES_128_GCM_SHA256',
  'ECDHE-ECDSA-AES256-GCM-SHA384',
  'ECDHE-RSA-AES256-GCM-SHA384',
  'ECDHE-ECDSA-CHACHA20-POLY1305',
  'ECDHE-RSA-CHACHA20-POLY1305',
  'ECDHE-ECDSA-AES128-GCM-SHA256',
  'ECDHE-RSA-AES128-GCM-SHA256',
];
