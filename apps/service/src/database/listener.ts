import type { Client } from 'pg';

/** Told of notices on a channel, and of what keeps it from hearing them. */
export interface Hearing {
  readonly channel: string;
  readonly heard: () => void;
  readonly failed: (error: unknown) => void;
}

const AGAIN_MS = 1000;

/** Hears PostgreSQL's notices on a connection of its own, and connects anew when that is lost. */
export class Listener {
  readonly #connect: () => Promise<Client>;
  readonly #hearing: Hearing;
  #client: Client | undefined;
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(connect: () => Promise<Client>, hearing: Hearing) {
    this.#connect = connect;
    this.#hearing = hearing;
  }

  /** Never throws: whoever listens also looks now and then. */
  async start(): Promise<void> {
    const { channel, heard } = this.#hearing;
    try {
      const client = await this.#connect();
      this.#client = client;
      client.on('error', (error) => this.#lost(client, error));
      client.on('end', () => this.#lost(client, new Error('the connection ended')));
      client.on('notification', heard);
      await client.query(`LISTEN ${client.escapeIdentifier(channel)}`);
      // What was said while nobody listened.
      heard();
    } catch (error) {
      this.#lost(this.#client, error);
    }
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#client?.end();
  }

  #lost(client: Client | undefined, error: unknown): void {
    if (this.#stopped || client !== this.#client) return;
    this.#client = undefined;
    this.#hearing.failed(error);
    client?.end().catch(this.#hearing.failed);
    this.#timer = setTimeout(() => void this.start(), AGAIN_MS);
    this.#timer.unref();
  }
}
