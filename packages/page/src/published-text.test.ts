import { expect, test } from 'vitest';
import { plainText, renderPage } from './index.ts';
import { publishedPolicy, publishedText } from './testing/published-policy.ts';

const policy = publishedPolicy();

test('the policy of this repository says what was published, sentence by sentence', () => {
  const sentences = (text: string): readonly string[] => text.split(/(?<=[.:])\s|\n/);

  expect(sentences(plainText(policy))).toEqual(sentences(publishedText(policy)));
});

test('no byte differs from the published text', () => {
  expect(plainText(policy)).toBe(publishedText(policy));
});

test('its page set is rendered with an anchor for each of its clauses', () => {
  const page = renderPage(policy).find(({ path }) => path === 'index.html')?.text ?? '';

  const missing = policy.clauses.filter(({ id }) => !page.includes(` id="${id}"`));

  expect(policy.clauses.length).toBeGreaterThan(0);
  expect(missing).toEqual([]);
});
