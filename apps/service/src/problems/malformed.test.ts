import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TestService } from '../testing/test-service.ts';

let service: TestService;

beforeAll(async () => {
  service = await TestService.start();
});

afterAll(() => service.remove());

const GOOD = { action: 'use', data: ['account.email'], purpose: 'run-shop' };
const EVENT = {
  id: 'e-1',
  type: 'account.closed',
  at: '2026-05-01T00:00:00Z',
  subject: { id: 'u-1' },
};

describe('a malformed decision request is refused and the field is named', () => {
  test.each([
    ['an unknown field', { ...GOOD, purpse: 'x' }, '/purpse'],
    ['an unknown field inside', { ...GOOD, subject: { id: 'u', mail: 'x' } }, '/subject/mail'],
    ['a missing field', { action: 'use', data: ['account.email'] }, '/purpose'],
    ['an unknown action', { ...GOOD, action: 'sell' }, '/action'],
    ['no category at all', { ...GOOD, data: [] }, '/data'],
    ['a category that is no text', { ...GOOD, data: [7] }, '/data/0'],
    ['an actor without a kind', { ...GOOD, actor: { id: 'a' } }, '/actor/kind'],
    ['a NUL in an id', { ...GOOD, subject: { id: 'a\u0000b' } }, '/subject/id'],
    ['half a surrogate pair', { ...GOOD, subject: { id: '\ud800' } }, '/subject/id'],
    ['a single request in a list', { requests: GOOD }, '/requests'],
    ['a wrong one among many', { requests: [GOOD, { ...GOOD, data: 'x' }] }, '/requests/1/data'],
    ['no object', [GOOD], ''],
  ])('%s', async (_, body, pointer) => {
    const answer = await service.post('/v1/decisions', body);

    expect(answer.status).toBe(400);
    expect(answer.raw.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(answer.body).toMatchObject({ status: 400, errors: [{ pointer }] });
  });
});

describe('a malformed event is refused and the field is named', () => {
  test.each([
    ['an unknown field', { ...EVENT, subjectId: 'u' }, '/subjectId'],
    ['a date without an offset', { ...EVENT, at: '2026-05-01T00:00:00' }, '/at'],
    ['a day that does not exist', { ...EVENT, at: '2026-02-30T00:00:00Z' }, '/at'],
    ['a leap second', { ...EVENT, at: '2016-12-31T23:59:60Z' }, '/at'],
    ['a time before all computers', { ...EVENT, at: '0000-01-01T00:00:00Z' }, '/at'],
    ['a time to come', { ...EVENT, at: '2026-06-02T00:00:00Z' }, '/at'],
    ['an unknown type', { ...EVENT, type: 'account.exploded' }, '/type'],
    ['an item event without an item', { ...EVENT, type: 'item.deleted' }, '/item'],
    [
      'an item of an unknown category',
      { ...EVENT, type: 'item.deleted', item: { category: 'moods', id: '1' } },
      '/item/category',
    ],
    ['a consent without a purpose', { ...EVENT, type: 'consent.given' }, '/purpose'],
    [
      'a consent to an unknown purpose',
      { ...EVENT, type: 'consent.given', purpose: 'fame' },
      '/purpose',
    ],
  ])('%s', async (_, body, pointer) => {
    const answer = await service.post('/v1/events', body);

    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ errors: [{ pointer }] });
  });
});

test.each([
  ['unreadable JSON', '{"action": '],
  ['a prototype key', '{"action":"use","data":["account.email"],"purpose":"x","__proto__":{}}'],
  ['a constructor key', '{"action":"use","constructor":{"prototype":{"a":1}}}'],
  ['nesting without end', `${'['.repeat(200_000)}${']'.repeat(200_000)}`],
])('%s is answered with 400 and the service goes on', async (_, payload) => {
  const answer = await service.post('/v1/decisions', payload);
  const next = await service.post('/v1/decisions', GOOD);

  expect(answer.status).toBe(400);
  expect(next.status).toBe(200);
});

test('a body over 1 MiB is answered with 413', async () => {
  const { status, body } = await service.post('/v1/decisions', ' '.repeat(1024 * 1024 + 1));

  expect(status).toBe(413);
  expect(body).toMatchObject({ status: 413 });
});

test('another media type is answered with 415', async () => {
  const { status } = await service.send({
    method: 'POST',
    url: '/v1/decisions',
    payload: 'action=use',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });

  expect(status).toBe(415);
});

test('an unknown path is answered as a problem too', async () => {
  const { status, body } = await service.get('/v1/nothing');

  expect(status).toBe(404);
  expect(body).toMatchObject({ title: 'There is nothing here', status: 404 });
});

test('no log line holds what a subject is called', async () => {
  await service.get('/v1/erasures?subject=u-in-the-log');
  await service.post('/v1/events', { ...EVENT, id: 'e-log', subject: { id: 'u-in-the-log' } });

  expect(service.log.lines.join('\n')).not.toContain('u-in-the-log');
});
