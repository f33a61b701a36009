import { expect, test } from 'vitest';
import { RandomIds } from './ids.ts';

test('a token is 256 bits that no other token has', () => {
  const ids = new RandomIds();
  const tokens = Array.from({ length: 1000 }, () => ids.token());
  const bytes = tokens.map((token) => Buffer.from(token.replace(/^troth_/, ''), 'base64url'));

  expect(new Set(tokens).size).toBe(1000);
  expect(bytes.every(({ length }) => length === 32)).toBe(true);
  // Each bit is set in about half of them: the odds of a stray beyond this are one in 10^13.
  for (let bit = 0; bit < 256; bit += 1) {
    const set = bytes.filter((each) => ((each[bit >> 3] ?? 0) >> (bit & 7)) & 1).length;
    expect(Math.abs(set - 500)).toBeLessThan(125);
  }
});
