import { afterAll, beforeAll, expect, test } from 'vitest';

import { startPlatform, textOf } from '../testing/platform.ts';
import type { TestPlatform } from '../testing/platform.ts';

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startPlatform();
});
afterAll(() => platform.stop());

const verifier = 'v'.repeat(43);

test('signing up collects a name, an address and a password, and refuses any other field', async () => {
  const account = {
    name: 'Ada Marsh',
    email: 'ada@example.test',
    password: 'a long enough password',
  };

  const closed = await platform.ask('POST', '/accounts', {
    body: { ...account, phone: '+49 30 1' },
  });
  const open = await platform.ask('POST', '/accounts', { body: account });

  expect(closed.status).toBe(400);
  expect(JSON.stringify(closed.body)).toContain('property phone should not exist');
  expect(open.status).toBe(201);
  expect(await platform.database.account.count()).toBe(1);
});

test('a password is kept as an Argon2id hash and never as itself', async () => {
  await platform.signUp('Bo Lind', 'bo@example.test');

  const { passwordHash } = await platform.database.account.findUniqueOrThrow({
    where: { email: 'bo@example.test' },
  });

  expect(passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(passwordHash).not.toContain('a long enough password');
});

test('a wrong password and an unknown address get the same answer', async () => {
  await platform.signUp('Cy Ott', 'cy@example.test');
  const signIn = (email: string, password: string) =>
    platform.ask('POST', '/accounts/sign-in', { body: { email, password } });

  const right = await signIn('CY@example.test', 'a long enough password');
  const wrong = await signIn('cy@example.test', 'another password');
  const unknown = await signIn('nobody@example.test', 'another password');

  expect(right.status).toBe(200);
  expect(wrong.status).toBe(401);
  expect(unknown).toEqual(wrong);
});

test('every route but signing in and up is closed to people who are not signed in', async () => {
  const routes = ['/settings', '/settings/data', '/runs', '/datasets', '/snapshots/s-1/content'];

  const answers = await Promise.all(routes.map((route) => platform.ask('GET', route)));
  const forged = await platform.ask('GET', '/runs', { token: 'dS0xMDAxIDk5OTk5OTk5OTk5OTk.AAAA' });

  expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401]);
  expect(forged.status).toBe(401);
});

test('a session ends after twelve hours', async () => {
  const token = await platform.signUp('Di Roe', 'di@example.test');
  const before = platform.clock.at;

  platform.clock.at = new Date(before.getTime() + 12 * 3_600_000 - 1);
  const inTime = await platform.ask('GET', '/settings', { token });
  platform.clock.at = new Date(before.getTime() + 12 * 3_600_000);
  const late = await platform.ask('GET', '/settings', { token });
  platform.clock.at = before;

  expect(inTime.status).toBe(200);
  expect(late.status).toBe(401);
});

test('Google and GitHub are asked for the declared scopes and nothing more', async () => {
  const urls = await Promise.all(
    ['google', 'github'].map((provider) =>
      platform.ask('GET', `/accounts/sign-in/${provider}?challenge=${'c'.repeat(43)}`),
    ),
  );

  const scopes = urls.map(({ body }) => new URL(textOf(body, 'url')).searchParams.get('scope'));

  expect(scopes).toEqual(['openid email profile', 'read:user user:email']);
});

test('of what Google sends, only the name and the verified address are kept', async () => {
  platform.outgoing.answers.set('https://oauth2.googleapis.com/token', { access_token: 't' });
  platform.outgoing.answers.set('https://openidconnect.googleapis.com/v1/userinfo', {
    sub: '1099220031',
    name: 'Eve Sand',
    email: 'Eve@example.test',
    email_verified: true,
    picture: 'https://pictures.test/eve',
    locale: 'nl',
  });

  const first = await platform.ask('POST', '/accounts/sign-in/google', {
    body: { code: 'c', verifier },
  });
  const again = await platform.ask('POST', '/accounts/sign-in/google', {
    body: { code: 'd', verifier },
  });

  const kept = await platform.database.account.findMany({
    where: { email: 'eve@example.test' },
    include: { identities: true },
  });
  expect([first.status, again.status]).toEqual([200, 200]);
  expect(kept).toHaveLength(1);
  expect(kept[0]).toMatchObject({ name: 'Eve Sand', passwordHash: null });
  expect(JSON.stringify(kept)).not.toMatch(/1099220031|pictures\.test|"nl"/);
});

test('of what GitHub sends, only the name and the primary verified address are kept', async () => {
  platform.outgoing.answers.set('https://github.com/login/oauth/access_token', {
    access_token: 't',
  });
  platform.outgoing.answers.set('https://api.github.com/user', {
    id: 583231,
    login: 'fay',
    name: 'Fay Tan',
  });
  platform.outgoing.answers.set('https://api.github.com/user/emails', [
    { email: 'old@example.test', primary: false, verified: true },
    { email: 'fay@example.test', primary: true, verified: true },
  ]);

  await platform.ask('POST', '/accounts/sign-in/github', { body: { code: 'c', verifier } });

  const kept = await platform.database.account.findUniqueOrThrow({
    where: { email: 'fay@example.test' },
    include: { identities: true },
  });
  expect(kept.identities).toMatchObject([{ provider: 'github', email: 'fay@example.test' }]);
  expect(JSON.stringify(kept)).not.toContain('583231');
});

test('an address that the provider has not verified opens nothing', async () => {
  platform.outgoing.answers.set('https://oauth2.googleapis.com/token', { access_token: 't' });
  platform.outgoing.answers.set('https://openidconnect.googleapis.com/v1/userinfo', {
    name: 'Gil Ra',
    email: 'gil@example.test',
    email_verified: false,
  });

  const { status } = await platform.ask('POST', '/accounts/sign-in/google', {
    body: { code: 'c', verifier },
  });

  expect(status).toBe(401);
  expect(await platform.database.account.count({ where: { email: 'gil@example.test' } })).toBe(0);
});

test('a provider cannot open an account that was made with a password', async () => {
  await platform.signUp('Hal Ito', 'hal@example.test');
  platform.outgoing.answers.set('https://oauth2.googleapis.com/token', { access_token: 't' });
  platform.outgoing.answers.set('https://openidconnect.googleapis.com/v1/userinfo', {
    name: 'Hal Ito',
    email: 'hal@example.test',
    email_verified: true,
  });

  const { status } = await platform.ask('POST', '/accounts/sign-in/google', {
    body: { code: 'c', verifier },
  });

  expect(status).toBe(409);
});
