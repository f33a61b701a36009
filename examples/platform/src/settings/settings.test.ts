import { Stripe } from 'stripe';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';

import { startPlatform } from '../testing/platform.ts';
import type { TestPlatform } from '../testing/platform.ts';
import { testConfig } from '../testing/test-config.ts';

const events = 'https://troth.test/v1/events';

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startPlatform();
});
afterAll(() => platform.stop());
beforeEach(() => {
  platform.outgoing.requests.length = 0;
  platform.outgoing.answers.set(events, { status: 'accepted' });
});

async function accountOf(email: string): Promise<string> {
  return (await platform.database.account.findUniqueOrThrow({ where: { email } })).id;
}

test('people read and change their name, address and password in the settings', async () => {
  const token = await platform.signUp('Ada Marsh', 'ada@example.test');
  const changes = {
    name: 'Ada M.',
    email: 'Ada.M@example.test',
    password: 'another long password',
  };

  const changed = await platform.ask('PATCH', '/settings', { token, body: changes });
  const read = await platform.ask('GET', '/settings', { token });
  const signIn = await platform.ask('POST', '/accounts/sign-in', {
    body: { email: 'ada.m@example.test', password: 'another long password' },
  });

  expect(changed.status).toBe(200);
  expect(read.body).toEqual({ name: 'Ada M.', email: 'ada.m@example.test' });
  expect(signIn.status).toBe(200);
});

test('people see all that is held about them, but for the hash of their password', async () => {
  const token = await platform.signUp('Bo Lind', 'bo@example.test');
  await platform.ask('POST', '/runs', { token, body: { name: 'birdsong', configuration: {} } });

  const { body } = await platform.ask('GET', '/settings/data', { token });

  expect(Object.keys(body ?? {}).toSorted()).toEqual([
    'apiKeys',
    'createdAt',
    'datasets',
    'email',
    'id',
    'identities',
    'invoices',
    'name',
    'requests',
    'runs',
    'subscription',
    'usageEvents',
  ]);
  expect(body).toMatchObject({ runs: [{ name: 'birdsong' }], requests: [{ route: '/runs' }] });
  expect(JSON.stringify(body)).not.toContain('argon2id');
});

test('a closed account lets nobody in, and troth hears when it was closed', async () => {
  const token = await platform.signUp('Cy Ott', 'cy@example.test');
  const id = await accountOf('cy@example.test');

  const { status } = await platform.ask('DELETE', '/settings', { token });

  const signIn = await platform.ask('POST', '/accounts/sign-in', {
    body: { email: 'cy@example.test', password: 'a long enough password' },
  });
  expect(status).toBe(204);
  expect((await platform.ask('GET', '/settings', { token })).status).toBe(401);
  expect(signIn.status).toBe(401);
  expect(platform.outgoing.sentTo(events)).toEqual([
    {
      id: `account.closed:${id}`,
      type: 'account.closed',
      at: '2026-11-23T12:00:00.000Z',
      subject: { id },
    },
  ]);
});

test('saying no to product updates reaches troth as an objection to that purpose', async () => {
  const token = await platform.signUp('Di Roe', 'di@example.test');

  const { status } = await platform.ask('PUT', '/settings/product-updates', {
    token,
    body: { wanted: false },
  });

  expect(status).toBe(204);
  expect(platform.outgoing.sentTo(events)).toMatchObject([
    { type: 'consent.withdrawn', purpose: 'product-updates' },
  ]);
});

test('of a paid invoice the amounts are kept, only if the payment provider signed the message', async () => {
  await platform.signUp('Eve Sand', 'eve@example.test');
  const accountId = await accountOf('eve@example.test');
  await platform.database.subscription.create({
    data: {
      accountId,
      plan: 'team',
      status: 'active',
      stripeCustomerId: 'cus_1',
      cardLastFour: '4242',
    },
  });
  const message = JSON.stringify({
    object: 'event',
    type: 'invoice.paid',
    data: {
      object: {
        id: 'in_1',
        customer: 'cus_1',
        customer_email: 'eve@example.test',
        customer_address: { country: 'NL', line1: 'Kade 1' },
        amount_paid: 4900,
        currency: 'eur',
        created: 1_795_000_000,
      },
    },
  });
  const signed = await Stripe.webhooks.generateTestHeaderStringAsync({
    payload: message,
    secret: testConfig.stripe.webhookSecret,
  });
  const receive = (signature: string) =>
    platform.ask('POST', '/billing/webhook', {
      body: message,
      headers: { 'content-type': 'application/json', 'stripe-signature': signature },
    });
  platform.outgoing.answers.set('https://troth.test/v1/decisions', {
    effect: 'deny',
    obligations: [],
  });

  const forged = await receive('t=1,v1=00');
  const first = await receive(signed);
  const repeated = await receive(signed);

  expect([forged.status, first.status, repeated.status]).toEqual([400, 200, 200]);
  expect(
    await platform.database.invoice.findMany({ where: { accountId }, omit: { id: true } }),
  ).toEqual([
    {
      accountId,
      stripeInvoiceId: 'in_1',
      amountCents: 4900,
      currency: 'eur',
      country: 'NL',
      issuedAt: new Date(1_795_000_000_000),
    },
  ]);
});

test('what tax law demands stays when the rows of a closed account go', async () => {
  await platform.signUp('Fay Tan', 'fay@example.test');
  const accountId = await accountOf('fay@example.test');
  await platform.database.invoice.create({
    data: {
      accountId,
      stripeInvoiceId: 'in_2',
      amountCents: 100,
      currency: 'usd',
      country: 'US',
      issuedAt: new Date('2026-10-01T00:00:00Z'),
    },
  });

  await platform.database.account.delete({ where: { id: accountId } });

  expect(await platform.database.usageEvent.count({ where: { accountId } })).toBe(0);
  expect(await platform.database.requestLog.count({ where: { accountId } })).toBe(0);
  expect(await platform.database.invoice.count({ where: { accountId } })).toBe(1);
});
