import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { OPERATIONS } from '../openapi/paths.ts';
import { makeDatabase, TEST_POSTGRES_URL } from '../testing/real-postgres.ts';
import type { TestDatabase } from '../testing/real-postgres.ts';
import { TestService } from '../testing/test-service.ts';

let database: TestDatabase | undefined;
let service: TestService;

beforeAll(async () => {
  if (TEST_POSTGRES_URL !== undefined) database = await makeDatabase(TEST_POSTGRES_URL);
  const config = database === undefined ? {} : { databaseUrl: database.url };
  service = await TestService.start({ config });
});

afterAll(async () => {
  await service.remove();
  await database?.drop();
});

/** As they stand in a URL, and in a text of JSON. */
const ODD = [
  ['NUL', '%00', '\\u0000'],
  ['half a surrogate pair', '%ED%A0%80', '\\ud800'],
  ['bytes that are no UTF-8', '%FF%FE', '\\udfff\\ud800'],
  ['a text of 10,000 letters', 'a'.repeat(10_000), 'a'.repeat(10_000)],
] as const;

const DECISION =
  '{"action":"use","data":["account.email"],"purpose":"run-shop","subject":{"id":"?"}}';

/** Well-formed bodies, `?` where the odd text comes. */
const BODIES: Readonly<Record<string, string>> = {
  '/v1/decisions': DECISION,
  '/v1/decisions/explain': DECISION,
  '/v1/events':
    '{"id":"e-?","type":"account.closed","at":"2026-06-01T12:00:00Z","subject":{"id":"u"}}',
  '/v1/holds': '{"caseRef":"?","basis":"law"}',
  '/v1/consents': '{"subject":{"id":"?"},"purpose":"news","state":"given"}',
  '/v1/restrictions': '{"subject":{"id":"u","tenant":"?"},"restricted":true}',
  '/v1/acceptances': '{"subject":{"id":"u"},"policy":"?"}',
  '/v1/signals': '{"subject":{"id":"?"},"signal":"gpc"}',
  '/v1/unsubscribe-links': '{"subject":{"id":"?"},"purpose":"news"}',
  '/v1/erasures/run': '{"dryRun":"?"}',
  '/v1/tokens': '{"name":"t","scopes":["holds"],"tenant":"?"}',
  '/v1/tokens/{id}/rotate': '{"overlapSeconds":"?"}',
  '/unsubscribe/{token}': '{"List-Unsubscribe":"?"}',
};

describe('is refused, or names nothing, wherever it stands, and never fails inside', () => {
  test.each(ODD)('%s', async (_, inUrl, inJson) => {
    for (const { method, path } of OPERATIONS) {
      const url = `${path.replaceAll(/\{\w+\}/g, inUrl)}?subject=${inUrl}&after=${inUrl}`;
      const plain = path.replaceAll(/\{\w+\}/g, '0'.repeat(36));
      const body = BODIES[path]?.replace('?', inJson);
      if (method === 'post' && body === undefined) throw new Error(`say a body for ${path}`);
      const answers =
        method === 'post'
          ? [await service.post(plain, body), await service.post(url, body)]
          : [await service.send({ method: method === 'get' ? 'GET' : 'DELETE', url })];
      for (const { status } of answers) expect([path, status < 500]).toEqual([path, true]);
      const refused = method === 'post' ? [400, 404, 414, 415] : [200, 304, 400, 404, 414];
      for (const { status } of answers) expect(refused).toContain(status);
    }
    expect(service.log.lines.join()).not.toContain('request-failed');
  });
});

test('ids that only look alike are two, and each keeps its own word', async () => {
  const [composed, decomposed, cyrillic] = ['é', 'e\u0301', 'е\u0301'];
  const said = { subject: { id: composed }, purpose: 'news', state: 'withdrawn' };
  await service.post('/v1/consents', said);
  const effects = [];
  for (const id of [composed, decomposed, cyrillic]) {
    const ask = { action: 'use', data: ['account.email'], purpose: 'news', subject: { id } };
    effects.push((await service.post('/v1/decisions', ask)).body['effect']);
  }

  expect(effects).toEqual(['deny', 'permit', 'permit']);
});

test.each([
  ['/v1/consents', { subject: { id: 'u' }, purpose: 'nеws', state: 'given' }, 'purpose'],
  [
    '/v1/events',
    { id: 'e', type: 'account.сlosed', at: '2026-06-01T12:00:00Z', subject: { id: 'u' } },
    'type',
  ],
  ['/v1/tokens', { name: 'shоp', scopes: ['holds'] }, 'name'],
])(
  'a Cyrillic letter in a word of the policy or of ours is refused: %s',
  async (url, body, field) => {
    const answer = await service.post(url, body);
    const errors: readonly { readonly field: string }[] = answer.body['errors'] ?? [];

    expect([answer.status, errors.map((error) => error.field)]).toEqual([400, [field]]);
  },
);
