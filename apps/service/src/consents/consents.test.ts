import { verify } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SigningKey } from '../runtime/keys.ts';
import { northwindPolicy, northwindWithSignal } from '../testing/northwind.ts';
import { ADMIN, TestService } from '../testing/test-service.ts';

let service: TestService;

beforeAll(async () => {
  service = await TestService.start({ policy: northwindWithSignal() });
});

afterAll(() => service.remove());

const news = (id: string) => ({
  action: 'use',
  data: ['account.email'],
  purpose: 'news',
  subject: { id },
});

const shop = (id: string) => ({ ...news(id), purpose: 'run-shop' });

async function effect(request: object): Promise<unknown> {
  return (await service.post('/v1/decisions', request)).body['effect'];
}

describe('choices', () => {
  test('an objection is in force in the next decision, and a consent takes it back', async () => {
    const subject = { id: 'c-1' };
    const objected = await service.post('/v1/consents', {
      subject,
      purpose: 'news',
      state: 'withdrawn',
    });
    const denied = await effect(news('c-1'));
    service.clock.set('2026-06-01T12:00:01Z');
    await service.post('/v1/consents', { subject, purpose: 'news', state: 'given' });

    expect(objected.status).toBe(201);
    expect(objected.body).toMatchObject({ optOuts: ['news'], consents: [], restricted: false });
    expect(denied).toBe('deny');
    expect(await effect(news('c-1'))).toBe('permit');
  });

  test('every word stays in the history, in the order of its own time', async () => {
    const subject = { id: 'c-2' };
    const say = (state: string, at: string) =>
      service.post('/v1/consents', { subject, purpose: 'news', state, at });
    await say('given', '2026-05-02T00:00:00Z');
    await say('withdrawn', '2026-05-01T00:00:00Z');

    const { body } = await service.get('/v1/consents?subject=c-2');

    expect(body).toMatchObject({
      optOuts: [],
      consents: ['news'],
      history: [
        { about: 'purpose', object: 'news', word: 'withdrawn', source: 'program' },
        { about: 'purpose', object: 'news', word: 'given', source: 'program' },
      ],
    });
    expect(JSON.stringify(body)).not.toContain('c-2');
  });

  test('a restriction refuses every use until it is lifted', async () => {
    const subject = { id: 'c-3' };
    await service.post('/v1/restrictions', {
      subject,
      restricted: true,
      at: '2026-05-01T00:00:00Z',
    });
    const restricted = await effect(shop('c-3'));
    await service.post('/v1/restrictions', {
      subject,
      restricted: false,
      at: '2026-05-02T00:00:00Z',
    });

    expect(restricted).toBe('deny');
    expect(await effect(shop('c-3'))).toBe('permit');
  });

  test('an accepted version is kept by its hash, and an unknown one is refused', async () => {
    const subject = { id: 'c-4' };
    const known = await service.post('/v1/acceptances', { subject, policy: '2026-01-01' });
    const unknown = await service.post('/v1/acceptances', { subject, policy: '1999-01-01' });

    expect(known.body).toMatchObject({ acceptedPolicy: northwindWithSignal().hash });
    expect(unknown.status).toBe(400);
    expect(unknown.body['errors']).toMatchObject([{ pointer: '/policy' }]);
  });

  test.each([
    ['an unknown purpose', { subject: { id: 'u' }, purpose: 'fame', state: 'given' }, '/purpose'],
    ['a word nobody knows', { subject: { id: 'u' }, purpose: 'news', state: 'maybe' }, '/state'],
    [
      'a time that is yet to come',
      { subject: { id: 'u' }, purpose: 'news', state: 'given', at: '2027-01-01T00:00:00Z' },
      '/at',
    ],
  ])('%s is refused by its field', async (_, body, pointer) => {
    const answer = await service.post('/v1/consents', body);

    expect(answer.status).toBe(400);
    expect(answer.body['errors']).toMatchObject([{ pointer }]);
  });
});

describe("the browser's signal", () => {
  test('is an objection where a clause says that it is one, and the world is told', async () => {
    const { body } = await service.post('/v1/signals', { subject: { id: 's-1' }, signal: 'gpc' });
    const support = await service.get('/.well-known/gpc.json', null);

    expect(body).toMatchObject({ optOuts: ['news'], history: [{ source: 'browser-signal' }] });
    expect(await effect(news('s-1'))).toBe('deny');
    expect(support.body).toEqual({ gpc: true, lastUpdate: '2026-01-01' });
  });

  test('changes nothing where no clause speaks of it', async () => {
    const other = await TestService.start({ policy: northwindPolicy() });
    const { body } = await other.post('/v1/signals', { subject: { id: 's-2' }, signal: 'gpc' });
    const support = await other.get('/.well-known/gpc.json', null);

    expect(body).toMatchObject({ optOuts: [], history: [] });
    expect(support.status).toBe(404);
    await other.remove();
  });
});

describe('one click', () => {
  async function linkFor(id: string): Promise<string> {
    const { body } = await service.post('/v1/unsubscribe-links', {
      subject: { id },
      purpose: 'news',
    });
    expect(body).toMatchObject({
      headers: {
        'List-Unsubscribe': `<${String(body['url'])}>`,
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      },
    });
    return new URL(String(body['url'])).pathname;
  }

  const click = (path: string, body: string, type = 'application/x-www-form-urlencoded') =>
    service.booted.app.inject({
      method: 'POST',
      url: path,
      payload: body,
      headers: { 'content-type': type },
    });

  test.each([
    ['as a form', 'List-Unsubscribe=One-Click', undefined],
    [
      'in parts',
      '--b\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--b--\r\n',
      'multipart/form-data; boundary=b',
    ],
  ])('without a sign-in is enough, %s', async (_, body, type) => {
    const id = `l-${String(type)}`;
    const path = await linkFor(id);

    const answer = await click(path, body, type);

    expect(answer.statusCode).toBe(200);
    expect(answer.payload).toContain('You are unsubscribed');
    expect(await effect(news(id))).toBe('deny');
    expect(await effect(shop(id))).toBe('permit');
  });

  test('a visit alone changes nothing, for programs that look at mail visit every link', async () => {
    const path = await linkFor('l-3');

    const { raw, status } = await service.get(path, null);

    expect(status).toBe(200);
    expect(raw.headers['content-security-policy']).toContain("default-src 'none'");
    expect(raw.payload).toContain('<form method="post">');
    expect(await effect(news('l-3'))).toBe('permit');
  });

  test('the link names nobody, and another subject cannot be put into it', async () => {
    const [mine, other] = [await linkFor('l-4'), await linkFor('l-5')];
    const [payload] = other.split('/').at(-1)?.split('.') ?? [];
    const [, seal] = mine.split('.');

    const forged = await click(`/unsubscribe/${payload}.${seal}`, 'List-Unsubscribe=One-Click');

    expect(Buffer.from(mine.split('/').at(-1) ?? '', 'base64url').toString()).not.toContain('l-4');
    expect(forged.statusCode).toBe(404);
    expect(await effect(news('l-5'))).toBe('permit');
  });

  test.each([
    ['another form', 'a=b', undefined, 400],
    ['no form', '{}', 'application/json', 400],
    ['a form without an end', 'x', 'multipart/form-data; boundary=b', 400],
  ])('%s changes nothing', async (_, body, type, status) => {
    const path = await linkFor('l-6');

    expect((await click(path, body, type)).statusCode).toBe(status);
    expect(await effect(news('l-6'))).toBe('permit');
  });

  test('a form is taken nowhere else', async () => {
    const answer = await service.booted.app.inject({
      method: 'POST',
      url: '/v1/consents',
      payload: 'a=b',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        authorization: `Bearer ${ADMIN}`,
      },
    });
    expect(answer.statusCode).toBe(415);
  });
});

describe('the feed of subjects', () => {
  interface Page {
    readonly after: string;
    readonly next: string;
    readonly more: boolean;
    readonly epoch: string;
    readonly subjects: readonly { readonly ref: string; readonly optOuts: readonly string[] }[];
  }

  async function page(after: string): Promise<Page> {
    const { body } = await service.get(`/v1/subjects/feed?after=${after}`);
    const payload = String(body['payload']);
    const { publicKey } = service.booted.app.get(SigningKey);
    const signature = Buffer.from(String(body['signature']), 'base64url');
    expect(verify(null, Buffer.from(payload), publicKey, signature)).toBe(true);
    return JSON.parse(payload) as Page; // the test asserts the fields it reads
  }

  test('is signed, goes on from its cursor, and holds the last state of each', async () => {
    const before = await page('');
    await service.post('/v1/consents', {
      subject: { id: 'f-1' },
      purpose: 'news',
      state: 'withdrawn',
    });
    const news = await page(before.next);
    const nothing = await page(news.next);

    expect(before.more).toBe(false);
    expect(news.subjects).toMatchObject([{ optOuts: ['news'], restricted: false }]);
    expect(nothing.subjects).toEqual([]);
    expect(nothing.next).toBe(news.next);
  });

  test('a cursor from before a restore begins anew, under another epoch', async () => {
    const { epoch } = await page('');

    const ahead = await page('999999');

    expect(ahead.epoch).not.toBe(epoch);
    expect((await page('')).epoch).toBe(ahead.epoch);
  });

  test('a cursor that is no number is refused', async () => {
    expect((await service.get('/v1/subjects/feed?after=x')).status).toBe(400);
  });
});
