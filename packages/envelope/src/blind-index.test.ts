import { expect, test } from 'vitest';
import { BlindIndex } from './blind-index.ts';

const at = { tenant: '', table: 'Person', column: 'email' };
const index = new BlindIndex(Buffer.alloc(32, 3));

test('one address written in two ways has one index', () => {
  expect(index.of(at, ' Ada@Example.test')).toBe(index.of(at, 'ada@example.test'));
  expect(index.of(at, 'ａｄａ@example.test')).toBe(index.of(at, 'ada@example.test'));
});

test.each([
  ['another address', index.of(at, 'bo@example.test')],
  ['another column', index.of({ ...at, column: 'mail' }, 'ada@example.test')],
  ['another tenant', index.of({ ...at, tenant: 't' }, 'ada@example.test')],
  ['another key', new BlindIndex(Buffer.alloc(32, 4)).of(at, 'ada@example.test')],
])('%s has another index', (_, other) => {
  expect(other).not.toBe(index.of(at, 'ada@example.test'));
});

test('a key of another length is refused', () => {
  expect(() => new BlindIndex(Buffer.alloc(16))).toThrow('32 bytes');
});
