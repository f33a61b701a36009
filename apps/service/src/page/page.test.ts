import type { Translation } from '@troth/compiler';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { northwindPolicy, northwindSince } from '../testing/northwind.ts';
import { TestService } from '../testing/test-service.ts';

const policy = northwindPolicy();
const german: Translation = {
  language: 'de',
  policy: policy.hash,
  note: 'Nur ein Muster.',
  sections: [],
  clauses: [{ id: 'use.shop', text: [{ kind: 'text', text: 'Damit betreiben wir den Laden.' }] }],
  words: [],
};

let service: TestService;

beforeAll(async () => {
  service = await TestService.start({ policy, translations: [german] });
});

afterAll(() => service.remove());

test.each(['/privacy/de', '/privacy/de/index.html'])(
  'a translation in the signed bundle is served: %s',
  async (url) => {
    const { raw, status } = await service.get(url, null);

    expect(status).toBe(200);
    expect(raw.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(raw.payload).toContain('<html lang="de">');
    expect(raw.payload).toContain('Damit betreiben wir den Laden.');
    expect(raw.payload).toContain('<link rel="stylesheet" href="/privacy/style.css">');
  },
);

test('the page leads to its translation, and each of its links is served', async () => {
  const { raw } = await service.get('/privacy', null);
  const links = [...raw.payload.matchAll(/href="(\/privacy[^"#]*)"/g)].map(([, at]) => at ?? '');

  const statuses = await Promise.all(
    links.map(async (link) => (await service.get(link, null)).status),
  );

  expect(links).toContain('/privacy/de/index.html');
  expect(new Set(statuses)).toEqual(new Set([200]));
});

test('a language without a translation is not found', async () => {
  const { status } = await service.get('/privacy/fr', null);

  expect(status).toBe(404);
});

test('a reader who knows an older version is led to what changed since', async () => {
  const shop = await TestService.start({ policy });
  const next = northwindSince('2026-02-01', 14, '2026-02-01');
  await shop.stop();
  shop.clock.set('2026-06-02T12:00:00Z');
  shop.writeBundle(next);
  await shop.start();

  const byDay = await shop.get('/privacy?since=2026-01-01', null);
  const byHash = await shop.get(`/privacy?since=${policy.hash}`, null);
  const current = await shop.get('/privacy?since=2026-02-01', null);
  const unknown = await shop.get('/privacy?since=2025-01-01', null);
  const changes = await shop.get('/privacy/changes/2026-01-01..2026-02-01.html', null);
  const index = await shop.get('/privacy', null);

  expect(byDay.raw.headers['location']).toBe('/privacy/changes/2026-01-01..2026-02-01.html');
  expect(byHash.raw.headers['location']).toBe(byDay.raw.headers['location']);
  expect(current.raw.headers['location']).toBe('/privacy');
  expect(unknown.status).toBe(404);
  expect(changes.status).toBe(200);
  expect(changes.raw.payload).toContain('We promise more');
  expect(index.raw.payload).toContain('since the version of January 1, 2026');
  await shop.remove();
});
