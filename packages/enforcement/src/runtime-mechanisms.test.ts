import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { runtimeMechanisms } from './runtime-mechanisms.ts';

const root = new URL('../../../', import.meta.url);

test.each(runtimeMechanisms)('$id names a test that there is', ({ test: { file, title } }) => {
  expect(readFileSync(new URL(file, root), 'utf8')).toContain(title);
});

test('each mechanism stands once', () => {
  const ids = runtimeMechanisms.map(({ id }) => id);

  expect(new Set(ids).size).toBe(ids.length);
});
