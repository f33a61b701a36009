import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { OPERATIONS } from '../openapi/paths.ts';
import { makeDatabase, TEST_POSTGRES_URL } from '../testing/real-postgres.ts';
import type { TestDatabase } from '../testing/real-postgres.ts';
import { TestService } from '../testing/test-service.ts';
import { SCOPES } from './scopes.ts';

const ALL_TENANTS = ['erasures:run', 'subjects', 'audit', 'metrics'];
const SUBJECT = { id: 'u-1', tenant: 'b-corp' };
const SINCE = 'from=2020-01-01T00:00:00Z&until=2099-01-01T00:00:00Z';

let database: TestDatabase | undefined;
let service: TestService;
/** Of tenant `a-corp`, with every scope that a token of one tenant can have. */
let bound = '';
/** What tenant `b-corp` has: ids that `a-corp` must not get anything with. */
let theirs = { erasure: '', hold: '', token: '' };

beforeAll(async () => {
  if (TEST_POSTGRES_URL !== undefined) database = await makeDatabase(TEST_POSTGRES_URL);
  const config = database === undefined ? {} : { databaseUrl: database.url };
  service = await TestService.start({ config });
  const scopes = SCOPES.filter((scope) => !ALL_TENANTS.includes(scope));
  const made = await service.post('/v1/tokens', { name: 'a-crm', scopes, tenant: 'a-corp' });
  bound = String(made.body['token']);
  const hold = await service.post('/v1/holds', {
    caseRef: 'b-case',
    basis: 'law',
    subject: { ...SUBJECT, id: 'u-2' },
  });
  const token = await service.post('/v1/tokens', {
    name: 'b-crm',
    scopes: ['holds'],
    tenant: 'b-corp',
  });
  await service.post('/v1/consents', { subject: SUBJECT, purpose: 'news', state: 'withdrawn' });
  theirs = {
    erasure: await erasureOf('b-closed-2', 'u-2'),
    hold: String(hold.body['id']),
    token: String(token.body['id']),
  };
});

afterAll(async () => {
  await service.remove();
  await database?.drop();
});

async function erasureOf(event: string, subject: string): Promise<string> {
  const { body } = await service.post('/v1/events', {
    id: event,
    type: 'account.closed',
    at: '2026-06-01T12:00:00Z',
    subject: { id: subject, tenant: 'b-corp' },
  });
  const erasures: readonly { readonly id: string }[] = body['erasures'] ?? [];
  return String(erasures[0]?.id);
}

const USE = { action: 'use', data: ['account.email'], purpose: 'news' };

interface Attempt {
  readonly url: string;
  readonly body?: object;
}

/** Each path as who wants something of another tenant would call it. A path that is not here fails. */
function attempts(): Readonly<Record<string, Attempt>> {
  const of = 'subject=u-2&tenant=b-corp';
  const hold = { caseRef: 'a-case', basis: 'law' };
  return {
    'POST /v1/decisions': {
      url: '/v1/decisions',
      body: { requests: [USE, { ...USE, subject: SUBJECT }] },
    },
    'POST /v1/decisions/explain': {
      url: '/v1/decisions/explain',
      body: { ...USE, subject: SUBJECT },
    },
    'GET /v1/decisions': { url: `/v1/decisions?${SINCE}` },
    'POST /v1/events': {
      url: '/v1/events',
      body: { id: 'a-1', type: 'account.closed', at: '2026-06-01T12:00:00Z', subject: SUBJECT },
    },
    'GET /v1/erasures': { url: `/v1/erasures?${of}` },
    'POST /v1/erasures/run': { url: '/v1/erasures/run', body: { dryRun: true } },
    'GET /v1/erasures/{id}': { url: `/v1/erasures/${theirs.erasure}` },
    'GET /v1/erasures/{id}/receipt': { url: `/v1/erasures/${theirs.erasure}/receipt` },
    'POST /v1/holds': { url: '/v1/holds', body: { ...hold, tenant: 'b-corp' } },
    'DELETE /v1/holds/{id}': { url: `/v1/holds/${theirs.hold}` },
    'POST /v1/consents': {
      url: '/v1/consents',
      body: { subject: SUBJECT, purpose: 'news', state: 'given' },
    },
    'GET /v1/consents': { url: `/v1/consents?${of}` },
    'POST /v1/restrictions': {
      url: '/v1/restrictions',
      body: { subject: SUBJECT, restricted: true },
    },
    'POST /v1/acceptances': {
      url: '/v1/acceptances',
      body: { subject: SUBJECT, policy: '2026-01-01' },
    },
    'POST /v1/signals': { url: '/v1/signals', body: { subject: SUBJECT, signal: 'gpc' } },
    'POST /v1/unsubscribe-links': {
      url: '/v1/unsubscribe-links',
      body: { subject: SUBJECT, purpose: 'news' },
    },
    'POST /v1/tokens': {
      url: '/v1/tokens',
      body: { name: 'more', scopes: ['holds'], tenant: 'b-corp' },
    },
    'POST /v1/tokens/{id}/rotate': {
      url: `/v1/tokens/${theirs.token}/rotate`,
      body: { overlapSeconds: 0 },
    },
    'DELETE /v1/tokens/{id}': { url: `/v1/tokens/${theirs.token}` },
    'GET /v1/audit': { url: '/v1/audit' },
    'GET /v1/audit/checkpoint': { url: '/v1/audit/checkpoint' },
    'GET /v1/audit/proof': { url: '/v1/audit/proof?leaf=0' },
    'GET /v1/subjects/feed': { url: '/v1/subjects/feed' },
    'GET /metrics': { url: '/metrics' },
    // Lists that answer, with what is its own.
    'GET /v1/holds': { url: '/v1/holds' },
    'GET /v1/tokens': { url: '/v1/tokens' },
  };
}

const METHODS = { get: 'GET', post: 'POST', delete: 'DELETE' } as const;
const LISTS = ['/v1/holds', '/v1/tokens'];

describe('a token of tenant A never reads or changes anything of tenant B', () => {
  test.each(
    OPERATIONS.filter(({ scope }) => scope !== undefined).map(
      ({ method, path }) => [METHODS[method], path] as const,
    ),
  )('%s %s', async (method, path) => {
    const before = await service.dump();
    const { url, body } = attempts()[`${method} ${path}`] ?? {};
    if (url === undefined) throw new Error(`say above how ${method} ${path} is kept to a tenant`);

    const answer = await service.send({
      method,
      url,
      token: bound,
      ...(body === undefined ? {} : { payload: body }),
    });

    const isList = method === 'GET' && LISTS.includes(path);
    expect(isList ? [200] : [403, 404]).toContain(answer.status);
    expect(answer.raw.payload).not.toMatch(/b-corp|b-case|b-crm|sub_/);
    expect(await service.dump()).toBe(before);
  });
});

test('what a bound token does not say of a tenant is of its own, and it sees it', async () => {
  const objected = await service.post(
    '/v1/consents',
    { subject: { id: 'u-1' }, purpose: 'news', state: 'withdrawn' },
    bound,
  );
  const held = await service.post('/v1/holds', { caseRef: 'a-case', basis: 'law' }, bound);
  const made = await service.post('/v1/tokens', { name: 'a-shop', scopes: ['holds'] }, bound);
  const closed = await service.post(
    '/v1/events',
    { id: 'a-2', type: 'account.closed', at: '2026-06-01T12:00:00Z', subject: { id: 'u-2' } },
    bound,
  );
  const own: readonly { readonly id: string }[] = closed.body['erasures'] ?? [];
  const asked = { ...USE, subject: { id: 'u-1', tenant: 'a-corp' } };

  const [decision, erasure, erasures, holds] = [
    await service.post('/v1/decisions', asked),
    await service.get(`/v1/erasures/${own[0]?.id}`, bound),
    await service.get('/v1/erasures?subject=u-2', bound),
    await service.get('/v1/holds', String(made.body['token'])),
  ];

  expect([objected.status, held.body['tenant'], made.status]).toEqual([201, 'a-corp', 201]);
  expect([decision.body['effect'], erasure.status]).toEqual(['deny', 200]);
  expect(erasures.body['erasures']).toHaveLength(own.length);
  expect(holds.body['holds']).toEqual([expect.objectContaining({ caseRef: 'a-case' })]);
});

test.each(ALL_TENANTS)(
  '`%s` is about all tenants, and no token of one can have it',
  async (scope) => {
    const request = { name: 'wide', scopes: ['holds', scope], tenant: 'a-corp' };

    const { status, body } = await service.post('/v1/tokens', request);

    const errors: readonly { readonly field: string }[] = body['errors'] ?? [];
    expect([status, errors.map(({ field }) => field)]).toEqual([400, ['scopes']]);
  },
);
