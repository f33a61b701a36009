import { expect, test } from 'vitest';

import { Mailer } from './mailer.ts';

test('a letter leaves with its headers, and nothing in it reports back who opened it', async () => {
  const sent: { readonly url: string; readonly body: unknown }[] = [];
  const mailer = new Mailer({
    token: 'a token for tests',
    from: 'no-reply@platform.test',
    post: (url, { body }) => {
      sent.push({ url, body: JSON.parse(body) });
      return Promise.resolve(Response.json({ ErrorCode: 0 }));
    },
  });

  await mailer.send({
    to: 'ada@example.test',
    subject: 'Something new',
    text: 'Read it.',
    kind: 'product-update',
    headers: { 'List-Unsubscribe': '<https://platform.test/opt-out>' },
  });

  expect(sent).toMatchObject([
    {
      url: 'https://api.postmarkapp.com/email',
      body: {
        To: 'ada@example.test',
        TrackOpens: false,
        TrackLinks: 'None',
        Headers: [{ Name: 'List-Unsubscribe', Value: '<https://platform.test/opt-out>' }],
      },
    },
  ]);
});
