import { afterAll, beforeAll, expect, test } from 'vitest';
import { Database } from '../database/database.ts';
import { RealProvider } from '../testing/real-provider.ts';
import { TestService } from '../testing/test-service.ts';

const AUDIENCE = 'https://troth.example';
const ACR = 'urn:example:two-factors';

let provider: RealProvider;
let service: TestService;

beforeAll(async () => {
  provider = await RealProvider.start(AUDIENCE);
  service = await TestService.start({
    now: new Date(Date.now()).toISOString(),
    config: {
      oidc: {
        issuer: provider.issuer,
        audience: AUDIENCE,
        scopesClaim: 'scope',
        maxAgeSeconds: 3600,
        acrValues: [ACR],
      },
    },
  });
});

afterAll(async () => {
  await service.remove();
  await provider.stop();
});

interface Access {
  readonly route: string;
  readonly outcome: string;
  readonly actor: string;
}

function accessOf(entry: unknown): Access {
  const said = new Map<string, unknown>(Object.entries(entry ?? {}));
  const [route, outcome, actor] = ['route', 'outcome', 'actor'].map((name) => said.get(name));
  return { route: String(route), outcome: String(outcome), actor: String(actor) };
}

async function accesses(): Promise<readonly Access[]> {
  const { body } = await service.get('/v1/audit?limit=1000');
  const entries: readonly { readonly kind: string; readonly leaf: string }[] =
    body['entries'] ?? [];
  const leaves = entries.filter(({ kind }) => kind === 'person-access').map(({ leaf }) => leaf);
  return leaves.map((leaf) => accessOf(JSON.parse(leaf)));
}

test('who signed in with two factors of late places a hold, and it is under a pseudonym', async () => {
  const token = await provider.signIn('holds holds:write', { amr: ['pwd', 'otp'] });

  const placed = await service.post('/v1/holds', { caseRef: 'c-1', basis: 'law' }, token);
  const listed = await service.get('/v1/holds', token);

  expect([placed.status, listed.status]).toEqual([201, 200]);
  expect(placed.body['placedBy']).toMatch(/^act_[\w-]{43}$/);
  expect(await service.dump()).not.toContain('p-1"');
});

test.each([
  ['one factor', { amr: ['pwd'] }],
  ['two methods of one factor', { amr: ['pwd', 'pin'] }],
  ['no word on how', {}],
  ['two factors, over an hour ago', { amr: ['pwd', 'otp'], ago: 3700 }],
  ['another level of assurance', { amr: ['pwd'], acr: 'urn:example:one-factor' }],
])('%s: the answer says how to sign in instead', async (_, shown) => {
  const token = await provider.signIn('holds', shown);

  const { status, raw } = await service.get('/v1/holds', token);

  expect(status).toBe(401);
  expect(raw.headers['www-authenticate']).toBe(
    `Bearer error="insufficient_user_authentication", acr_values="${ACR}", max_age="3600"`,
  );
});

test('a level of assurance that is configured counts as two factors', async () => {
  const token = await provider.signIn('audit', { amr: ['pwd'], acr: ACR });

  expect((await service.get('/v1/audit', token)).status).toBe(200);
});

test('a scope that the provider did not give is not there', async () => {
  const token = await provider.signIn('holds', { amr: ['pwd', 'otp'] });

  expect((await service.get('/v1/audit', token)).status).toBe(403);
});

test('every access of a person is in the audit log with what came of it', async () => {
  const before = (await accesses()).length;
  const weak = await provider.signIn('holds', { amr: ['pwd'] });
  const strong = await provider.signIn('holds', { amr: ['pwd', 'otp'] });
  await service.get('/v1/holds', weak);
  await service.get('/v1/audit', strong);
  await service.get('/v1/erasures/secret-id', strong);
  await service.get('/v1/holds', strong);

  const written = (await accesses()).slice(before);
  expect(written.map(({ route, outcome }) => `${route} ${outcome}`)).toEqual([
    'GET /v1/holds must-authenticate',
    'GET /v1/audit lacks-scope',
    'GET /v1/erasures/:id lacks-scope',
    'GET /v1/holds let-in',
  ]);
  expect(new Set(written.map(({ actor }) => actor)).size).toBe(1);
});

test('what cannot be written down is not done', async () => {
  const token = await provider.signIn('holds holds:write', { amr: ['pwd', 'otp'] });
  const { client } = service.booted.app.get(Database);
  await client.$executeRaw`ALTER TABLE audit_leaf RENAME TO audit_leaf_away`;
  const { status, raw } = await service.post(
    '/v1/holds',
    { caseRef: 'c-unwritten', basis: 'law' },
    token,
  );
  await client.$executeRaw`ALTER TABLE audit_leaf_away RENAME TO audit_leaf`;

  expect([status, raw.headers['retry-after']]).toEqual([503, '5']);
  expect(await service.dump()).not.toContain('c-unwritten');
});

test('a person who asks for a decision is judged by how they signed in, whatever the body says', async () => {
  const ask = { action: 'access', data: ['account.email'], purpose: 'support' };
  const claimed = { ...ask, actor: { id: 'x', kind: 'person', amr: ['pwd', 'otp'] } };
  const weak = await provider.signIn('decisions assert', { amr: ['pwd'] });

  const { status, body } = await service.post('/v1/decisions', claimed, weak);

  expect([status, body['effect'], body['reasons']]).toEqual([
    200,
    'deny',
    expect.arrayContaining(['security.access']),
  ]);
});
