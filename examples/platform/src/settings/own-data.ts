import { Injectable, NotFoundException } from '@nestjs/common';

import { Database } from '../foundation/database.ts';

/**
 * Everything that is held about one person. The password's hash is left out: it tells them nothing
 * and whoever finds the answer a lot.
 */
@Injectable()
export class OwnData {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async of(accountId: string): Promise<Readonly<Record<string, unknown>>> {
    const account = await this.#database.account.findUnique({
      where: { id: accountId },
      omit: { passwordHash: true, closedAt: true },
      include: {
        identities: { omit: { accountId: true } },
        runs: {
          where: { deletedAt: null },
          omit: { accountId: true, deletedAt: true },
          include: {
            metrics: { omit: { runId: true } },
            snapshots: { where: { deletedAt: null }, omit: { runId: true, deletedAt: true } },
          },
        },
        datasets: { omit: { accountId: true } },
        apiKeys: { omit: { accountId: true, digest: true } },
        usageEvents: { omit: { accountId: true } },
        requests: { omit: { accountId: true } },
      },
    });
    if (account === null) throw new NotFoundException('no such account');
    const where = { accountId };
    const subscription = await this.#database.subscription.findUnique({ where });
    const invoices = await this.#database.invoice.findMany({ where });
    return withPlainNumbers({ ...account, subscription, invoices });
  }
}

/** JSON has no integers beyond 2^53, and no size here comes near it. */
function withPlainNumbers(data: object): Readonly<Record<string, unknown>> {
  const text = JSON.stringify(data, (_, value: unknown) =>
    typeof value === 'bigint' ? Number(value) : value,
  );
  const plain: unknown = JSON.parse(text);
  return Object.fromEntries(Object.entries(plain ?? {}));
}
