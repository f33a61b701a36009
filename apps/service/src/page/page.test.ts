import type { Translation } from '@troth/compiler';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { northwindPolicy } from '../testing/northwind.ts';
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
