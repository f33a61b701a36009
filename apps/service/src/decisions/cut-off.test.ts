import { afterAll, beforeAll, expect, test } from 'vitest';
import { SubjectStates } from '../subjects/subject-states.ts';
import { TestService } from '../testing/test-service.ts';

let service: TestService;

beforeAll(async () => {
  service = await TestService.start();
  // As after five seconds without the database that other processes write to.
  Object.defineProperty(service.booted.app.get(SubjectStates), 'isBehind', { value: true });
});

afterAll(() => service.remove());

const about = (purpose: string) => ({
  action: 'use',
  data: ['account.email'],
  purpose,
  subject: { id: 'u-1' },
});

test('cut off from the records, what an objection would forbid is denied, with the clause', async () => {
  const { status, body } = await service.post('/v1/decisions', about('news'));

  expect(status).toBe(200);
  expect(body).toMatchObject({
    effect: 'deny',
    reasons: ['use.news', 'use.news-opt-out'],
    explanation:
      'The records of objections cannot be read at the moment, and an objection would forbid this.',
  });
});

test('cut off from the records, what no objection touches goes on from memory', async () => {
  const { body } = await service.post('/v1/decisions', about('run-shop'));

  expect(body).toMatchObject({ effect: 'permit' });
});
