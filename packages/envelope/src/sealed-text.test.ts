import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isSealed, keyIdOf, openText, sealText } from './sealed-text.ts';

const key = { id: '018f2b3c-0000-7000-8000-0000000000aa', key: Buffer.alloc(32, 7) };
const place = { tenant: '', table: 'Person', column: 'email', row: 'p1' };

test('what is sealed opens again, and names the key that opens it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const sealed = sealText(key, place, text);

      return (
        isSealed(sealed) && keyIdOf(sealed) === key.id && openText(key, place, sealed) === text
      );
    }),
  );
});

test('the same text is never the same twice', () => {
  expect(sealText(key, place, 'ada@example.test')).not.toBe(
    sealText(key, place, 'ada@example.test'),
  );
});

test('a changed bit anywhere is noticed', () => {
  const sealed = sealText(key, place, 'ada@example.test');
  const bytes = Buffer.from(sealed.slice('troth:v1:'.length), 'base64url');
  const noticed = Array.from({ length: bytes.length * 8 }, (_, bit) => {
    const changed = Buffer.from(bytes);
    changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    return throws(() => openText(key, place, `troth:v1:${changed.toString('base64url')}`));
  });

  expect(noticed).toEqual(noticed.map(() => true));
});

describe('does not open', () => {
  const sealed = sealText(key, place, 'ada@example.test');

  test.each([
    ['in another row', { ...place, row: 'p2' }],
    ['in another column', { ...place, column: 'name' }],
    ['in another table', { ...place, table: 'People' }],
    ['for another tenant', { ...place, tenant: 't' }],
    ['where two parts only look like the same', { ...place, table: 'Persone', column: 'mail' }],
  ])('%s', (_, elsewhere) => {
    expect(() => openText(key, elsewhere, sealed)).toThrow('stands where it was not written');
  });

  test('with another key', () => {
    const other = { id: key.id, key: Buffer.alloc(32, 8) };

    expect(() => openText(other, place, sealed)).toThrow('belongs to another key');
  });

  test.each([0, 1, 20, 60])('cut short by %i characters and more', (kept) => {
    const body = sealed.slice('troth:v1:'.length);

    expect(() => openText(key, place, `troth:v1:${body.slice(0, kept)}`)).toThrow('cut short');
  });

  test('with a tag cut to four bytes, which node:crypto alone would accept', () => {
    const bytes = Buffer.from(sealed.slice('troth:v1:'.length), 'base64url').subarray(0, -12);

    expect(() => openText(key, place, `troth:v1:${bytes.toString('base64url')}`)).toThrow(
      'was changed',
    );
  });

  test('in a version that this release does not know', () => {
    expect(() => openText(key, place, sealed.replace('v1', 'v2'))).toThrow('version 2');
  });

  test('when it is plain', () => {
    expect(() => openText(key, place, 'ada@example.test')).toThrow('plain text');
  });
});

test('a value that the first release wrote opens for ever', () => {
  const written =
    'troth:v1:AY8rPAAAcACAAAAAAAAAqgMm5OQnxITaRB-7Z1RsFEKAd-SRN9y6hUo9wzMGn7O8gl89h2uPu2CZJNYZl5RdTDNf7IIaMDeIFZAfKFpI3x1bLS-HrQpa46h4qwlrECAmbQg0QYuiPXzhmxZfkefZiA';

  expect(openText(key, place, written)).toBe('ada@example.test');
});

function throws(act: () => unknown): boolean {
  try {
    act();
    return false;
  } catch {
    return true;
  }
}
