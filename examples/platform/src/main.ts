import { readFileSync } from 'node:fs';

import { ConsoleLogger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { installEgress } from '@troth/guard';
import 'reflect-metadata';

import { AppModule } from './app.module.ts';
import { readConfig } from './config.ts';
import { startGuard } from './governance/start-guard.ts';
import { prepareHttp } from './http.ts';

const config = readConfig(process.env);
const guard = await startGuard(config);
installEgress(guard);
const https = {
  cert: readFileSync(config.tls.certificate),
  key: readFileSync(config.tls.key),
  minVersion: 'TLSv1.3',
} as const;

/** One hop is trusted to name the caller's address: the load balancer. */
const adapter = new FastifyAdapter({ https, trustProxy: (_address, hop) => hop === 0 });
const app = await NestFactory.create<NestFastifyApplication>(
  AppModule.with(config, guard),
  adapter,
  {
    rawBody: true,
    logger: new ConsoleLogger({ json: true }),
  },
);
prepareHttp(app);
app.enableShutdownHooks();
await app.listen(config.port, '0.0.0.0');
