import { Injectable } from '@nestjs/common';
import { Mailer, logger } from '@examples/outlets';

import { Database } from '../foundation/database.ts';
import { Troth } from '../governance/troth.ts';
import { Queue } from '../redis/queue.ts';
import { editions } from './editions.ts';
import type { EditionName } from './editions.ts';
import { OptOutLinks } from './opt-out-links.ts';

const page = 500;

/** Product updates: to the address alone, without a name, and never to whoever said no. */
@Injectable()
export class ProductMail {
  readonly #database: Database;
  readonly #troth: Troth;
  readonly #mailer: Mailer;
  readonly #links: OptOutLinks;
  readonly #log = logger('product-mail');

  constructor(database: Database, troth: Troth, mailer: Mailer, links: OptOutLinks) {
    this.#database = database;
    this.#troth = troth;
    this.#mailer = mailer;
    this.#links = links;
  }

  /** One job for each open account; the number of them. */
  async announce(edition: EditionName, queue: Pick<Queue, 'add'>): Promise<number> {
    let jobs = 0;
    let after = '';
    for (;;) {
      const accounts = await this.#database.account.findMany({
        where: { closedAt: null, id: { gt: after } },
        select: { id: true },
        orderBy: { id: 'asc' },
        take: page,
      });
      for (const { id } of accounts)
        await queue.add({ kind: 'product-update', accountId: id, edition });
      jobs += accounts.length;
      after = accounts.at(-1)?.id ?? after;
      if (accounts.length < page) return jobs;
    }
  }

  /**
   * Sends one edition to one person, if they did not say no.
   * @purpose product-updates
   */
  async send(accountId: string, edition: EditionName): Promise<'sent' | 'withheld'> {
    if (!(await this.#maySend(accountId))) {
      this.#log.info({ edition }, 'product update withheld');
      return 'withheld';
    }
    return this.#send(accountId, edition);
  }

  /** @purpose product-updates */
  async #send(accountId: string, edition: EditionName): Promise<'sent' | 'withheld'> {
    const account = await this.#database.account.findUnique({
      where: { id: accountId, closedAt: null },
      select: { email: true },
    });
    if (account === null) return 'withheld';
    const { subject, body } = editions[edition];
    const optOut = this.#links.linkFor(accountId);
    await this.#mailer.send({
      to: account.email,
      subject,
      text: `${body}\n\nNo more product updates: ${optOut}\n`,
      kind: 'product-update',
      headers: {
        'List-Unsubscribe': `<${optOut}>`,
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      },
    });
    return 'sent';
  }

  #maySend(accountId: string): Promise<boolean> {
    return this.#troth.permits({
      data: ['account.email'],
      purpose: 'product-updates',
      recipient: 'email-delivery',
      accountId,
      context: {},
    });
  }
}
