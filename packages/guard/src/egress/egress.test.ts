import { describe, expect, test } from 'vitest';
import { runIn, within } from '../scope.ts';
import { Traces } from '../traces.ts';
import { FakeService, feed, testGuard } from '../testing/bundles.ts';
import { denialOf, scoped } from '../testing/scoped.ts';
import { checkedParts } from './checked-body.ts';
import { Egress } from './egress.ts';

const ask = (url: string, leaving = '') => ({ url: new URL(url), text: leaving, isFile: false });

describe('a request may leave', () => {
  test.each([
    ['to a declared host', 'https://api.postbote.test/send', ''],
    ['to a host below a declared one', 'https://eu.postbote-cdn.test/send', ''],
    ['with declared data', 'https://api.postbote.test/send', '{"to":"ada@example.test"}'],
    ['to the company itself', 'https://shop.example/hook', 'ada@example.test'],
    ['to loopback', `http://127.0.0.1/`, 'ada@example.test'],
  ])('%s', async (_, url, leaving) => {
    const { guard } = await testGuard({ feed });

    expect(() => new Egress(guard).check(ask(url, leaving))).not.toThrow();
    guard.stop();
  });
});

describe('a request may not leave', () => {
  test.each([
    [
      'to a host nobody declared',
      'https://evil.test/',
      '',
      'sharing/undeclared-recipient',
      'sharing.providers',
    ],
    [
      'to a host that only ends like a declared one',
      'https://evilapi.postbote.test.evil.test/',
      '',
      'sharing/undeclared-recipient',
      'sharing.providers',
    ],
    [
      'to the bare name of a pattern',
      'https://postbote-cdn.test/',
      '',
      'sharing/undeclared-recipient',
      'sharing.providers',
    ],
    [
      'to a recipient that no clause shares with',
      'https://tracker.test/',
      '',
      'sharing/undeclared-recipient',
      'sharing.providers',
    ],
    [
      'to an address instead of a name',
      'https://203.0.113.9/',
      '',
      'sharing/undeclared-recipient',
      'sharing.providers',
    ],
    [
      'to the metadata of the machine',
      'http://169.254.169.254/',
      '',
      'sharing/undeclared-recipient',
      'sharing.providers',
    ],
    ['unencrypted', 'http://api.postbote.test/', '', 'transit/cleartext', 'security.transit'],
    [
      'with a value that was read',
      'https://api.postbote.test/',
      '{"x":"Ada Marsh"}',
      'sharing/undeclared-category',
      'sharing.providers',
    ],
    [
      'with a value in a form',
      'https://api.postbote.test/',
      'x=Ada+Marsh',
      'sharing/undeclared-category',
      'sharing.providers',
    ],
    [
      'with a value in a path',
      'https://api.postbote.test/',
      '/Ada%20Marsh',
      'sharing/undeclared-category',
      'sharing.providers',
    ],
    [
      'with a value in JSON escapes',
      'https://api.postbote.test/',
      String.raw`{"x":"Ada\u0020Marsh"}`,
      'sharing/undeclared-category',
      'sharing.providers',
    ],
    [
      'with a card number',
      'https://api.postbote.test/',
      'card=4111 1111 1111 1111',
      'sharing/undeclared-category',
      'sharing.providers',
    ],
    [
      'with a card number whose digits add up beyond nine when doubled',
      'https://api.postbote.test/',
      'card=5555555555554444',
      'sharing/undeclared-category',
      'sharing.providers',
    ],
    [
      'with a card number that only the form’s own writing hides',
      'https://api.postbote.test/',
      'card=4111%201111%201111%201111&off=100%',
      'sharing/undeclared-category',
      'sharing.providers',
    ],
  ])('%s', async (_, url, leaving, rule, clause) => {
    const { guard } = await testGuard({ feed });

    const denial = denialOf(() =>
      scoped('run-shop', () => new Egress(guard).check(ask(url, leaving)), [
        ['Ada Marsh', 'account.name'],
      ]),
    );

    expect(denial).toMatchObject({ rule, clause });
    guard.stop();
  });

  test('for a purpose that does not share', async () => {
    const { guard } = await testGuard({ feed });
    const send = () =>
      new Egress(guard).check(ask('https://api.postbote.test/', 'ada@example.test'));

    expect(denialOf(() => scoped('figures', send))?.rule).toBe('purpose/undeclared-use');
    expect(denialOf(() => scoped('run-shop', send))).toBeUndefined();
    guard.stop();
  });

  test('when the code says that it holds more than may go there', async () => {
    const { guard } = await testGuard({ feed });
    const send = () => new Egress(guard).check(ask('https://api.postbote.test/'));

    const sending = guard.for('run-shop', { where: 'a job' }, () =>
      within({ holding: ['orders'] }, send),
    );

    await expect(sending).rejects.toThrow('sharing/undeclared-category');
    guard.stop();
  });

  test('while there is no policy', async () => {
    const away = new FakeService();
    away.answers.set('/other', () => new Response());
    const { guard } = await testGuard({}, away);
    const egress = new Egress(guard);

    expect(denialOf(() => egress.check(ask('https://api.postbote.test/')))?.rule).toBe(
      'guard/no-policy',
    );
    expect(denialOf(() => egress.checkHost('api.postbote.test'))?.rule).toBe('guard/no-policy');
    guard.stop();
  });
});

test('a machine on the same link is reached without TLS where the application names it', async () => {
  const { guard } = await testGuard({ ownHosts: ['169.254.170.2'] });
  const egress = new Egress(guard);

  expect(denialOf(() => egress.check(ask('http://169.254.170.2/credentials')))).toBeUndefined();
  expect(denialOf(() => egress.check(ask('http://shop.example/')))?.rule).toBe('transit/cleartext');
  guard.stop();
});

test('a machine of the company at a public address is reached over TLS alone', async () => {
  const { guard } = await testGuard({ ownHosts: ['203.0.113.9', '169.254.shop.example'] });
  const egress = new Egress(guard);

  for (const host of ['203.0.113.9', '169.254.shop.example']) {
    expect(denialOf(() => egress.check(ask(`http://${host}/`)))?.rule).toBe('transit/cleartext');
    expect(denialOf(() => egress.check(ask(`https://${host}/`)))).toBeUndefined();
  }
  guard.stop();
});

test('a body that comes in parts is read as it passes, and cut off before what may not go', async () => {
  const { guard } = await testGuard({ feed });
  const egress = new Egress(guard);
  const url = new URL('https://api.postbote.test/');
  async function* parts() {
    yield 'hello ';
    await Promise.resolve();
    yield 'Ada Ma';
    yield 'rsh';
  }
  const sent: unknown[] = [];

  const sending = scoped(
    'run-shop',
    async () => {
      const check = egress.passing(url);
      for await (const part of checkedParts(parts(), (seen) =>
        check({ text: seen, isFile: false }),
      ))
        sent.push(part);
    },
    [['Ada Marsh', 'account.name']],
  );

  await expect(sending).rejects.toThrow('sharing/undeclared-category');
  expect(sent).toEqual(['hello ', 'Ada Ma']);
  guard.stop();
});

test('in mode `report` everything passes and each denial is said once a minute', async () => {
  const run = await testGuard({ feed });
  const egress = new Egress(run.guard);
  const send = () =>
    runIn({ mode: 'report', where: 'a job', traces: new Traces() }, () =>
      egress.check(ask('https://evil.test/')),
    );

  send();
  send();
  send();
  run.at = new Date(run.at.getTime() + 60_000);
  send();

  expect(run.denials).toMatchObject([
    { rule: 'sharing/undeclared-recipient', where: 'evil.test', mode: 'report', count: 1 },
    { rule: 'sharing/undeclared-recipient', where: 'evil.test', mode: 'report', count: 3 },
  ]);
  run.guard.stop();
});
