import { ValidationPipe } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

import { RequestLog } from './request-log/request-log.ts';

/** What holds for every route: closed bodies, one log record, uploads as streams, HSTS. */
export function prepareHttp(app: NestFastifyApplication): void {
  app.useGlobalPipes(
    new ValidationPipe({ transform: true, whitelist: true, forbidNonWhitelisted: true }),
  );
  const log = app.get(RequestLog);
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addContentTypeParser('application/octet-stream', (_request, payload, done) => {
    done(null, payload);
  });
  fastify.addHook('onSend', async (_request, reply) => {
    reply.header('strict-transport-security', 'max-age=63072000; includeSubDomains');
  });
  fastify.addHook('onResponse', (request, reply) => log.record(request, reply));
}
