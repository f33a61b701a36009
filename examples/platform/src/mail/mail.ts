import { Injectable, Logger } from '@nestjs/common';
import { within } from '@troth/guard';
import { Models, ServerClient } from 'postmark';

import { Config } from '../config.ts';
import { Database } from '../foundation/database.ts';
import { Outgoing } from '../foundation/outgoing.ts';
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
  readonly #postmark: ServerClient;
  readonly #log = new Logger('mail');

  constructor(config: Config, database: Database, troth: Troth, outgoing: Outgoing) {
    this.#config = config;
    this.#database = database;
    this.#troth = troth;
    this.#postmark = new ServerClient(config.postmark.token, {
      requestHost: 'api.postmarkapp.com',
      fetch: (url, init) =>
        outgoing.fetch(String(url), {
          method: 'POST',
          headers: Object.fromEntries(new Headers(init?.headers)),
          body: typeof init?.body === 'string' ? init.body : '',
        }),
    });
  }

  /**
   * Sends one letter if the policy lets it go; opened mails and clicked links are not tracked.
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
    await this.#postmark.sendEmail({
      From: this.#config.postmark.from,
      To: account.email,
      Subject: letters[kind].subject,
      TextBody: `Hello ${account.name},\n\n${letters[kind].body(`${this.#config.publicUrl}${path}`)}`,
      Tag: kind,
      TrackOpens: false,
      TrackLinks: Models.LinkTrackingOptions.None,
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
