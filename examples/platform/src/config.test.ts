import { expect, test } from 'vitest';

import { readConfig } from './config.ts';

const start = () =>
  readConfig({ PORT: '0', TROTH_URL: 'http://troth.test', PUBLIC_URL: 'https://a.test' });

test('the platform names every setting that is missing or wrong before it starts', () => {
  expect(start).toThrow(/^the platform cannot start: PORT is not a port, DATABASE_URL is missing/);
  expect(start).toThrow('TROTH_URL is not an https address');
  expect(start).not.toThrow('PUBLIC_URL');
});
