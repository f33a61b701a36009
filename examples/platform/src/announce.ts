// Puts what has to be done into the queue: `node dist/announce.js comparing-runs`, or `usage-figures`.
import { ConsoleLogger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import 'reflect-metadata';

import { AppModule } from './app.module.ts';
import { readConfig } from './config.ts';
import { startGuard } from './governance/start-guard.ts';
import { isEdition } from './product-mail/editions.ts';
import { ProductMail } from './product-mail/product-mail.ts';
import { Queue } from './redis/queue.ts';

const [what] = process.argv.slice(2);
if (what !== 'usage-figures' && !isEdition(what))
  throw new Error('say `usage-figures` or the name of an edition');
const config = readConfig(process.env);
const guard = await startGuard(config);
const app = await NestFactory.createApplicationContext(AppModule.with(config, guard), {
  logger: new ConsoleLogger({ json: true }),
});
if (what === 'usage-figures') await app.get(Queue).add({ kind: what });
else await app.get(ProductMail).announce(what, app.get(Queue));
await app.close();
guard.stop();
