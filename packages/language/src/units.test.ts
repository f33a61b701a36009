import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isDate, isId, parseCipher, parseDuration, parseTlsVersion } from './units.ts';

test.each([
  ['30 days', { amount: 30, unit: 'day' }],
  ['1 day', { amount: 1, unit: 'day' }],
  ['2 weeks', { amount: 14, unit: 'day' }],
  ['12 hours', { amount: 12, unit: 'hour' }],
  ['1 month', { amount: 1, unit: 'month' }],
  ['7 years', { amount: 7, unit: 'year' }],
])('`%s` is a duration', (text, wanted) => {
  expect(parseDuration(text)).toEqual(wanted);
});

test.each([
  '30',
  'days',
  '30 dayz',
  '-1 day',
  '1.5 days',
  '30  days',
  ' 30 days',
  '30 days ',
  'P30D',
  '99999 years',
  '1e3 days',
  '٣ days',
])('`%s` is not a duration', (text) => {
  expect(parseDuration(text)).toBeUndefined();
});

test('any text is a duration or is refused, and none throws', () => {
  fc.assert(
    fc.property(fc.string(), (text) => parseDuration(text) === undefined || /^\d/.test(text)),
  );
});

test('TLS and AES are read by version and key length', () => {
  expect([
    parseTlsVersion('TLS 1.3'),
    parseTlsVersion('TLS 1.4'),
    parseTlsVersion('tls 1.3'),
  ]).toEqual(['1.3', undefined, undefined]);
  expect([parseCipher('AES-256'), parseCipher('AES-512'), parseCipher('AES')]).toEqual([
    { algorithm: 'AES', bits: 256 },
    undefined,
    undefined,
  ]);
});

test('a date is a day the calendar has', () => {
  expect(['2028-02-29', '2026-02-29', '2026-13-01', '2026-3-1', '03/01/2026'].map(isDate)).toEqual([
    true,
    false,
    false,
    false,
    false,
  ]);
});

test('an id is lower-case words joined by dots and hyphens', () => {
  expect(['retention.deleted-items', 'a', 'A', 'a..b', 'a.', '-a', 'a b', 'ä'].map(isId)).toEqual([
    true,
    true,
    false,
    false,
    false,
    false,
    false,
    false,
  ]);
});
