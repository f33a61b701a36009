import type { Prisma, PrismaClient } from '../generated/client.ts';
import type { Hearing } from './listener.ts';

/** A transaction, or the client outside of one. */
export type Sql = Prisma.TransactionClient;

/** What a database is beside its Prisma client. */
export interface Connections {
  readonly close: () => Promise<void>;
  /** One statement, by the driver itself. */
  readonly execute: (sql: string, values: readonly unknown[]) => Promise<void>;
  /** Absent where nobody else can write: there is nothing to hear. */
  readonly listen?: (hearing: Hearing) => Promise<() => Promise<void>>;
}

/** The service's own database. Repositories use it; nothing else speaks SQL. */
export class Database {
  readonly client: PrismaClient;
  /** One process, one connection: rows need no claim against others. */
  readonly embedded: boolean;
  readonly #connections: Connections;

  constructor(client: PrismaClient, kind: 'embedded' | 'server', connections: Connections) {
    this.client = client;
    this.embedded = kind === 'embedded';
    this.#connections = connections;
  }

  /** Calls back when another process says something on a channel. @returns what ends it */
  async listen(hearing: Hearing): Promise<() => Promise<void>> {
    return (await this.#connections.listen?.(hearing)) ?? (() => Promise.resolve());
  }

  /** Runs `work` in one transaction; a throw rolls all of it back. */
  transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    return this.client.$transaction(work, { maxWait: 15_000, timeout: 30_000 });
  }

  /**
   * One statement without an answer, past the Prisma client: that takes ten times as long over the bytes of a
   * segment of the decision log, on the thread that answers.
   */
  execute(sql: string, values: readonly unknown[]): Promise<void> {
    return this.#connections.execute(sql, values);
  }

  async isReachable(): Promise<boolean> {
    const rows = await this.client.$queryRaw<readonly { readonly one: number }[]>`SELECT 1 AS one`;
    return rows[0]?.one === 1;
  }

  async close(): Promise<void> {
    await this.client.$disconnect();
    await this.#connections.close();
  }
}
