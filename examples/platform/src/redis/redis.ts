import { Injectable } from '@nestjs/common';
import type { OnApplicationShutdown } from '@nestjs/common';
import { createClient } from 'redis';

import { Config } from '../config.ts';

type Client = ReturnType<typeof clientAt>;

/** One connection for short questions; whoever waits on the server opens a line of its own. */
@Injectable()
export class Redis implements OnApplicationShutdown {
  readonly #url: string;
  #open: Promise<Client> | undefined;

  constructor(config: Config) {
    this.#url = config.redisUrl;
  }

  client(): Promise<Client> {
    this.#open ??= this.anotherClient();
    return this.#open;
  }

  anotherClient(): Promise<Client> {
    return clientAt(this.#url).connect();
  }

  async onApplicationShutdown(): Promise<void> {
    await (await this.#open)?.close();
  }
}

// oxlint-disable-next-line typescript/explicit-function-return-type -- the client's type is its modules' and has no name
function clientAt(url: string) {
  return createClient({
    url,
    socket: { tls: true, minVersion: 'TLSv1.3', rejectUnauthorized: true },
  });
}
