import { Global, Module } from '@nestjs/common';

import { Cache, RedisCache } from './cache.ts';
import { Queue, RedisQueue } from './queue.ts';
import { Redis } from './redis.ts';

@Global()
@Module({
  providers: [
    Redis,
    { provide: Cache, useClass: RedisCache },
    { provide: Queue, useClass: RedisQueue },
  ],
  exports: [Cache, Queue],
})
export class RedisModule {}
