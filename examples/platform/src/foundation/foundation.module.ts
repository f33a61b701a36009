import { Global, Module } from '@nestjs/common';
import type { DynamicModule, OnApplicationShutdown } from '@nestjs/common';

import { Guard } from '@troth/guard';

import { Config } from '../config.ts';
import { Clock, SystemClock } from './clock.ts';
import { Database, guarded, postgres } from './database.ts';
import { Outgoing, OutgoingOverTls } from './outgoing.ts';

@Global()
@Module({})
export class FoundationModule implements OnApplicationShutdown {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  static with(config: Config): DynamicModule {
    return {
      module: FoundationModule,
      providers: [
        { provide: Config, useValue: config },
        { provide: Clock, useClass: SystemClock },
        {
          provide: Database,
          useFactory: async (guard: Guard) => guarded(await postgres(config.databaseUrl), guard),
          inject: [Guard],
        },
        { provide: Outgoing, useClass: OutgoingOverTls },
      ],
      exports: [Config, Clock, Database, Outgoing],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.#database.$disconnect();
  }
}
