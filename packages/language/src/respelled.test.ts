import fc from 'fast-check';
import { expect, test } from 'vitest';
import { respelled } from './respelled.ts';
import { parseDuration } from './units.ts';

test.each([
  ['duration', '14days', '14 days'],
  ['duration', '14 Days', '14 days'],
  ['duration', '14-day', '14 days'],
  ['duration', '14d', '14 days'],
  ['duration', '014 days', '14 days'],
  ['duration', '1 dayz', '1 day'],
  ['duration', 'P6M', '6 months'],
  ['duration', 'PT12H', '12 hours'],
  ['date', '2026-3-1', '2026-03-01'],
  ['date', '2026/03/01', '2026-03-01'],
  ['tls', 'TLSv1.3', 'TLS 1.3'],
  ['tls', 'tls1.2', 'TLS 1.2'],
  ['cipher', 'AES256', 'AES-256'],
] as const)('a %s written `%s` can only be `%s`', (format, text, wanted) => {
  expect(respelled(format, text)).toBe(wanted);
});

test.each([
  ['duration', '30 m'],
  ['duration', 'a while'],
  ['duration', '99999 years'],
  ['duration', '1.5 days'],
  ['date', '1/3/2026'],
  ['date', '2026-02-30'],
  ['tls', 'TLS 1.4'],
  ['cipher', 'AES-256-GCM'],
  ['id', 'Some Id'],
] as const)('a %s written `%s` leaves a doubt and is left alone', (format, text) => {
  expect(respelled(format, text)).toBeUndefined();
});

test('whatever is respelled is a duration of the language', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const spelled = respelled('duration', text);
      return spelled === undefined || parseDuration(spelled) !== undefined;
    }),
  );
});
