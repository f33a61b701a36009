import type { Prisma, PrismaClient } from '../generated/client.ts';

/** A transaction, or the client outside of one. */
export type Sql = Prisma.TransactionClient;

/** The service's own database. Repositories use it; nothing else speaks SQL. */
export class Database {
  readonly client: PrismaClient;
  /** One process, one connection: rows need no claim against others. */
  readonly embedded: boolean;
  readonly #close: () => Promise<void>;

  constructor(client: PrismaClient, kind: 'embedded' | 'server', close: () => Promise<void>) {
    this.client = client;
    this.embedded = kind === 'embedded';
    this.#close = close;
  }

  /** Runs `work` in one transaction; a throw rolls all of it back. */
  transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    return this.client.$transaction(work, { maxWait: 15_000, timeout: 30_000 });
  }

  async isReachable(): Promise<boolean> {
    const rows = await this.client.$queryRaw<readonly { readonly one: number }[]>`SELECT 1 AS one`;
    return rows[0]?.one === 1;
  }

  async close(): Promise<void> {
    await this.client.$disconnect();
    await this.#close();
  }
}
