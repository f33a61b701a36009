import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { LoopbackIssuer } from '../testing/loopback-issuer.ts';
import { TestService } from '../testing/test-service.ts';

const NOW = '2026-06-01T12:00:00Z';
const AT = Date.parse(NOW) / 1000;
const GOOD = {
  sub: 'p-1',
  aud: 'troth',
  iat: AT - 60,
  exp: AT + 600,
  scope: 'holds unheard-of',
  amr: ['mfa'],
  auth_time: AT - 60,
};

let issuer: LoopbackIssuer;
let service: TestService;
let day = 1;

beforeAll(async () => {
  issuer = await LoopbackIssuer.start();
  issuer.addKey('ed', 'EdDSA');
  issuer.addKey('rsa', 'RS256');
  issuer.addKey('ec', 'ES256');
  const oidc = {
    issuer: issuer.issuer,
    audience: 'troth',
    scopesClaim: 'scope',
    maxAgeSeconds: 3600,
    acrValues: [],
  };
  service = await TestService.start({ now: NOW, config: { oidc } });
});

beforeEach(() => service.clock.set(NOW));

afterAll(async () => {
  await service.remove();
  await issuer.stop();
});

async function statusOf(token: string): Promise<number> {
  return (await service.get('/v1/holds', token)).status;
}

test.each(['ed', 'rsa', 'ec'])('a token by the key `%s` is good', async (kid) => {
  expect(await statusOf(await issuer.sign(GOOD, { kid }))).toBe(200);
});

test.each([
  ['of another issuer', { iss: 'https://elsewhere.example' }],
  ['for another audience', { aud: 'shop' }],
  ['for nobody', { aud: undefined }],
  ['that has ended', { exp: AT - 61 }],
  ['that never ends', { exp: undefined }],
  ['that has not begun', { nbf: AT + 61 }],
  ['of the future', { iat: AT + 61 }],
  ['of no time', { iat: undefined }],
  ['older than a sign-in may be', { iat: AT - 3700 }],
  ['about nobody', { sub: undefined }],
  ['about an empty name', { sub: '' }],
  ['bound to a key that was not shown', { cnf: { jkt: 'x' } }],
])('a token %s opens nothing', async (_, claims) => {
  const token = await issuer.sign({ ...GOOD, ...claims }, { kid: 'ed' });

  const { status, raw } = await service.get('/v1/holds', token);

  expect([status, raw.headers['www-authenticate']]).toEqual([401, 'Bearer error="invalid_token"']);
});

test.each(['logout+jwt', 'dpop+jwt', 'secevent+jwt'])('a `%s` is no sign-in', async (typ) => {
  expect(await statusOf(await issuer.sign(GOOD, { kid: 'ed', typ }))).toBe(401);
});

test('a token without a signature, or with one of a shared secret, opens nothing', async () => {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = part({ ...GOOD, iss: issuer.issuer });

  expect(await statusOf(`${part({ alg: 'none' })}.${claims}.AA`)).toBe(401);
  expect(await statusOf(`${part({ alg: 'HS256', kid: 'rsa' })}.${claims}.AA`)).toBe(401);
});

test('a token that was changed opens nothing', async () => {
  const [head, , tail] = (await issuer.sign(GOOD, { kid: 'ed' })).split('.');
  const changed = { ...GOOD, iss: issuer.issuer, scope: 'holds audit' };
  const body = Buffer.from(JSON.stringify(changed)).toString('base64url');

  expect(await statusOf(`${head}.${body}.${tail}`)).toBe(401);
});

test.each([
  ['a list', ['holds'], 200],
  ['words that are not ours', 'openid profile', 403],
  ['no text', { holds: true }, 403],
  ['absent', undefined, 403],
])('scopes that are %s', async (_, scope, expected) => {
  expect(await statusOf(await issuer.sign({ ...GOOD, scope }, { kid: 'ed' }))).toBe(expected);
});

/** As a process that has just started, or has not asked for long. */
function muchLater(): object {
  day += 1;
  const now = `2026-06-${String(day).padStart(2, '0')}T12:00:00Z`;
  service.clock.set(now);
  const at = Date.parse(now) / 1000;
  return { ...GOOD, iat: at - 60, exp: at + 600, auth_time: at - 60 };
}

test('a new key of the provider is taken, and one that is gone no longer opens anything', async () => {
  const old = muchLater();
  issuer.addKey('next', 'EdDSA');
  const byOld = await issuer.sign({ ...old }, { kid: 'ed' });
  const byNew = await issuer.sign({ ...old }, { kid: 'next' });
  issuer.removeKey('ed');

  expect(await statusOf(byNew)).toBe(200);
  expect(await statusOf(byOld)).toBe(401);
  issuer.addKey('ed', 'EdDSA');
});

test('tokens with unknown keys do not make the service ask again and again', async () => {
  const claims = { ...muchLater() };
  expect(await statusOf(await issuer.sign(claims, { kid: 'rsa' }))).toBe(200);
  issuer.asked = [];
  issuer.addKey('unknown', 'EdDSA');
  const token = await issuer.sign(claims, { kid: 'unknown' });

  for (let turn = 0; turn < 5; turn += 1) expect(await statusOf(token)).toBe(401);

  expect(issuer.asked).toEqual([]);
});

test('a provider that does not answer lets nobody in: 503, asked once in five seconds', async () => {
  const token = await issuer.sign({ ...muchLater() }, { kid: 'rsa' });
  issuer.isAway = true;
  issuer.asked = [];
  const first = await service.get('/v1/holds', token);
  const second = await service.get('/v1/holds', token);
  const machine = await service.get('/v1/holds');
  issuer.isAway = false;
  const asked = issuer.asked.length;
  service.clock.set(`2026-06-${String(day).padStart(2, '0')}T12:00:06Z`);

  expect([first.status, first.raw.headers['retry-after'], second.status]).toEqual([503, '5', 503]);
  expect(machine.status).toBe(200);
  expect(asked).toBe(1);
  expect(await statusOf(token)).toBe(200);
});

test.each([
  ['by another name', { issuer: 'https://elsewhere.example' }],
  ['with keys over plain HTTP elsewhere', { jwks_uri: 'http://elsewhere.example/keys' }],
  ['with keys in a file', { jwks_uri: 'file:///etc/keys' }],
  ['without keys', { jwks_uri: null }],
])('a provider that presents itself %s lets nobody in', async (_, discovery) => {
  const token = await issuer.sign({ ...muchLater() }, { kid: 'rsa' });
  issuer.discovery = discovery;
  const status = await statusOf(token);
  issuer.discovery = {};

  expect(status).toBe(503);
});
