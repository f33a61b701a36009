import { canonicalJson, sha256, type CompiledPolicy } from '@troth/compiler';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Database } from '../database/database.ts';
import { northwindPolicy } from '../testing/northwind.ts';
import { TestService } from '../testing/test-service.ts';

let service: TestService;

beforeAll(async () => {
  service = await TestService.start();
});

afterAll(() => service.remove());

const USE = { action: 'use', data: ['account.email'], purpose: 'run-shop' };
const TEXT = JSON.stringify(USE);

/** What comes in, and what is answered. Nothing here may end in a permit. */
const REFUSED: readonly (readonly [name: string, body: unknown, status: number])[] = [
  ['a body of 10 MB', `{"action":"${'a'.repeat(10_000_000)}"}`, 413],
  ['a hundred thousand nested lists', `{"data":${'['.repeat(1e5)}${']'.repeat(1e5)}}`, 400],
  ['a context nested forty deep', `${TEXT.slice(0, -1)},"context":${nested(40)}}`, 400],
  ['a prototype', `${TEXT.slice(0, -1)},"__proto__":{"effect":"permit"}}`, 400],
  ['a constructor', `${TEXT.slice(0, -1)},"constructor":{"prototype":{}}}`, 400],
  ['an own `hasOwnProperty`', { ...USE, hasOwnProperty: 1 }, 400],
  ['a purpose said twice', `${TEXT.slice(0, -1)},"purpose":"news"}`, 400],
  ['a purpose said twice, once in escapes', `${TEXT.slice(0, -1)},"purp\\u006fse":"news"}`, 400],
  ['a subject id said twice', `${TEXT.slice(0, -1)},"subject":{"id":"a","id":"b"}}`, 400],
  [
    'a member said twice in a batch',
    `{"requests":[${TEXT},{"action":"use",${TEXT.slice(1)}]}`,
    400,
  ],
  ['a number for an action', { ...USE, action: 1 }, 400],
  ['an action of no kind', { ...USE, action: 'permit' }, 400],
  ['one category without a list', { ...USE, data: 'account.email' }, 400],
  ['no category', { ...USE, data: [] }, 400],
  ['a category of null', { ...USE, data: [null] }, 400],
  ['ten thousand categories', { ...USE, data: Array.from({ length: 10_000 }, () => 'a') }, 400],
  ['an unknown field', { ...USE, effect: 'permit' }, 400],
  ['an unknown field of the subject', { ...USE, subject: { id: 'a', optOuts: [] } }, 400],
  ['an unknown field of the context', { ...USE, context: { consent: true } }, 400],
  ['a yes in words', { ...USE, context: { mask: 'true' } }, 400],
  ['a group of minus one', { ...USE, context: { groupSize: -1 } }, 400],
  ['an age of 1e309', `${TEXT.slice(0, -1)},"context":{"age":1e309}}`, 400],
  [
    'a sign-in at no instant',
    { ...USE, actor: { id: 'p', kind: 'person', authTime: 'noon' } },
    400,
  ],
  ['NUL in an id', { ...USE, subject: { id: 'a\u0000b' } }, 400],
  ['half a surrogate pair in an id', `${TEXT.slice(0, -1)},"subject":{"id":"\\ud800"}}`, 400],
  ['an id of 10,000 letters', { ...USE, subject: { id: 'a'.repeat(10_000) } }, 400],
  ['text that is no JSON', '{"action":', 400],
  ['a list', [USE], 400],
  ['a word', '"permit"', 400],
  ['no body', undefined, 400],
];

/** Well-formed, and no word of the policy. */
const DENIED: readonly (readonly [name: string, request: object])[] = [
  ['a Cyrillic letter in a purpose', { ...USE, purpose: 'run-shоp' }],
  ['a non-breaking hyphen in a purpose', { ...USE, purpose: 'run\u2011shop' }],
  ['a full-width letter in a category', { ...USE, data: ['ａccount.email'] }],
  ['a combining accent in a category', { ...USE, data: ['account.émail'] }],
  ['a zero-width space in a purpose', { ...USE, purpose: 'run-shop\u200b' }],
  ['capitals', { ...USE, purpose: 'RUN-SHOP' }],
  ['a space around it', { ...USE, purpose: ' run-shop' }],
  ['a name that every object has', { ...USE, purpose: 'constructor' }],
  ['a prototype as a category', { ...USE, data: ['__proto__'] }],
  ['one unknown category among known ones', { ...USE, data: ['account.email', 'toString'] }],
  ['a region that there is not', { ...USE, subject: { id: 'a', region: 'XX' } }],
];

/** The policy with a limit to how old a sign-in may be. */
function withinAnHour(): CompiledPolicy {
  const { hash: _, ...policy } = northwindPolicy();
  const clauses = policy.clauses.map((clause) => ({
    ...clause,
    rules: clause.rules.map((rule) =>
      rule.verb === 'restrict' ? { ...rule, fresh: { amount: 1, unit: 'hour' } as const } : rule,
    ),
  }));
  const content = { ...policy, clauses };
  return { ...content, hash: sha256(canonicalJson(content)) };
}

function nested(depth: number): string {
  return `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;
}

describe('bad input', () => {
  test.each(REFUSED)('%s is refused', async (_, body, status) => {
    const answer = await service.post('/v1/decisions', body);

    expect(answer.status).toBe(status);
    expect(answer.raw.headers['content-type']).toContain('application/problem+json');
    expect(answer.raw.payload).not.toContain('"permit"');
  });

  test.each(DENIED)('%s is denied', async (_, request) => {
    const { status, body } = await service.post('/v1/decisions', request);

    expect([status, body['effect']]).toEqual([200, 'deny']);
  });

  test('a string that only looks like two members is one', async () => {
    const id = String.raw`\",\"id\":\"b\\`;

    const answer = await service.post(
      '/v1/decisions',
      `${TEXT.slice(0, -1)},"subject":{"id":"${id}"}}`,
    );

    expect(answer.body['effect']).toBe('permit');
  });
});

describe('a clock two hours off', () => {
  const AT_NOON = '2026-06-01T12:00:00Z';
  const signedIn = (authTime: string): object => ({
    ...USE,
    action: 'access',
    actor: { id: 'p-1', kind: 'person', amr: ['mfa'], authTime },
  });

  test('a sign-in in the future is no sign-in, and one of an hour ago is too old when it runs ahead', async () => {
    const one = await TestService.start({ policy: withinAnHour(), now: AT_NOON });

    const right = await one.post('/v1/decisions', signedIn('2026-06-01T11:59:00Z'));
    one.clock.set('2026-06-01T10:00:00Z');
    const behind = await one.post('/v1/decisions', signedIn('2026-06-01T11:59:00Z'));
    one.clock.set('2026-06-01T14:00:00Z');
    const ahead = await one.post('/v1/decisions', signedIn('2026-06-01T11:59:00Z'));
    await one.remove();

    expect([right, behind, ahead].map(({ body }) => body['effect'])).toEqual([
      'permit',
      'deny',
      'deny',
    ]);
  });

  test('a clock that runs ahead takes a token for no longer', async () => {
    const made = await service.post('/v1/tokens', { name: 'ahead', scopes: ['decisions'] });
    const token = String(made.body['token']);
    await service.post('/v1/decisions', USE, token);
    await service.send({ method: 'DELETE', url: `/v1/tokens/${String(made.body['id'])}` });
    service.clock.set('2026-06-01T14:00:00Z');
    service.clock.set('2026-06-01T12:00:00Z');

    expect((await service.post('/v1/decisions', USE, token)).status).toBe(401);
  });
});

describe('a database that is away', () => {
  test('decisions go on from memory; writes are refused, and nothing of them is there afterwards', async () => {
    const one = await TestService.start();
    const made = await one.post('/v1/tokens', { name: 'machine', scopes: ['decisions', 'events'] });
    const token = String(made.body['token']);
    await one.post('/v1/decisions', USE, token);
    await one.booted.app.get(Database).close();
    const event = {
      id: 'e-away',
      type: 'consent.withdrawn',
      at: '2026-06-01T12:00:00Z',
      subject: { id: 'u-1' },
      purpose: 'news',
    };

    one.clock.set('2026-06-01T12:05:00Z');
    const decision = await one.post('/v1/decisions', { ...USE, subject: { id: 'u-1' } }, token);
    const write = await one.post('/v1/events', event, token);
    const ready = await one.get('/readyz', null);
    one.clock.set('2026-06-01T12:30:00Z');
    const tooLong = await one.post('/v1/decisions', USE, token);
    await one.stop().catch(() => undefined);

    expect([decision.status, decision.body['effect']]).toEqual([200, 'permit']);
    expect([write.status, write.raw.headers['retry-after']]).toEqual([503, '5']);
    expect(ready.status).toBe(503);
    expect(tooLong.status).toBe(503);
    await one.start();
    expect((await one.post('/v1/events', event)).body['status']).toBe('accepted');
    await one.remove();
  });
});
