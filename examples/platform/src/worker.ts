import { setTimeout } from 'node:timers/promises';

import { ConsoleLogger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { installEgress } from '@troth/guard';
import 'reflect-metadata';

import { AppModule } from './app.module.ts';
import { readConfig } from './config.ts';
import { startGuard } from './governance/start-guard.ts';
import { Workers } from './workers/workers.ts';

const pauseMs = 1_000;

const config = readConfig(process.env);
const guard = await startGuard(config);
installEgress(guard);
const app = await NestFactory.createApplicationContext(AppModule.with(config, guard), {
  logger: new ConsoleLogger({ json: true }),
});
app.enableShutdownHooks();

const stopping = new AbortController();
process.once('SIGTERM', () => stopping.abort());
const workers = app.get(Workers);
while (!stopping.signal.aborted) {
  if ((await workers.workOnce()) === 'failed') await setTimeout(pauseMs);
}
await app.close();
guard.stop();
