import { Models, ServerClient } from 'postmark';

/** How a request reaches the mail provider: the program's own client, so that its rules hold here too. */
export type Post = (
  url: string,
  request: { readonly headers: Readonly<Record<string, string>>; readonly body: string },
) => Promise<Response>;

export interface Letter {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** What the letter is, `billing`; the provider counts by it. */
  readonly kind: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Hands letters to the provider; opened mails and clicked links are not tracked. */
export class Mailer {
  readonly #postmark: ServerClient;
  readonly #from: string;

  constructor({ token, from, post }: { token: string; from: string; post: Post }) {
    this.#from = from;
    this.#postmark = new ServerClient(token, {
      requestHost: 'api.postmarkapp.com',
      fetch: (url, init) =>
        post(String(url), {
          headers: Object.fromEntries(new Headers(init?.headers)),
          body: typeof init?.body === 'string' ? init.body : '',
        }),
    });
  }

  async send({ to, subject, text, kind, headers = {} }: Letter): Promise<void> {
    await this.#postmark.sendEmail({
      From: this.#from,
      To: to,
      Subject: subject,
      TextBody: text,
      Tag: kind,
      TrackOpens: false,
      TrackLinks: Models.LinkTrackingOptions.None,
      Headers: Object.entries(headers).map(([Name, Value]) => ({ Name, Value })),
    });
  }
}
