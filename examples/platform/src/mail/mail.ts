import { Injectable, Logger } from '@nestjs/common';
import { Mailer } from '@examples/outlets';
import { within } from '@troth/guard';

import { Config } from '../config.ts';
import { Database } from '../foundation/database.ts';
import { Troth } from '../governance/troth.ts';

/** The closed list of mails, and what each says. No kind: no mail. */
const letters = {
  'run-completion': {
    subject: 'Your run is complete',
    body: (link: string) => `Your training run has finished. Its metrics are here:\n${link}\n`,
  },
  billing: {
    subject: 'Your invoice',
    body: (link: string) => `Your invoice is ready. You find it with your plan:\n${link}\n`,
  },
} as const;

export type MailKind = keyof typeof letters;

@Injectable()
export class Mail {
  readonly #config: Config;
  readonly #database: Database;
  readonly #troth: Troth;
  readonly #mailer: Mailer;
  readonly #log = new Logger('mail');

  constructor(config: Config, database: Database, troth: Troth, mailer: Mailer) {
    this.#config = config;
    this.#database = database;
    this.#troth = troth;
    this.#mailer = mailer;
  }

  /**
   * Sends one letter if the policy lets it go; what it says is for them alone.
   * @param path page of the platform that the letter links to
   * @purpose transactional-email
   */
  send(accountId: string, kind: MailKind, path: string): Promise<'sent' | 'withheld'> {
    const subject = { id: accountId };
    return within({ purpose: 'transactional-email', subject, context: { kind } }, () =>
      this.#send(accountId, kind, path),
    );
  }

  async #send(accountId: string, kind: MailKind, path: string): Promise<'sent' | 'withheld'> {
    const account = await this.#database.account.findUnique({
      where: { id: accountId, closedAt: null },
      select: { email: true, name: true },
    });
    if (account === null || !(await this.#maySend(accountId, kind))) {
      this.#log.log({ message: 'letter withheld', kind });
      return 'withheld';
    }
    await this.#mailer.send({
      to: account.email,
      subject: letters[kind].subject,
      text: `Hello ${account.name},\n\n${letters[kind].body(`${this.#config.publicUrl}${path}`)}`,
      kind,
    });
    return 'sent';
  }

  #maySend(accountId: string, kind: MailKind): Promise<boolean> {
    return this.#troth.permits({
      data: ['account.email', 'account.name'],
      purpose: 'transactional-email',
      recipient: 'email-delivery',
      accountId,
      context: { kind },
    });
  }
}
