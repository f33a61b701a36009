import { expect, test } from 'vitest';
import { isTest } from './test-files.ts';

test('a file that tests or shows others is told by its name and by what it does', () => {
  expect(isTest('src/mail.test.ts', "describe('mail', () => {});")).toBe(true);
  expect(isTest('src/mail.spec.mjs', "\ntest.each([1])('mail', () => {});")).toBe(true);
  expect(isTest('src/Card.stories.tsx', 'export default { component: Card };')).toBe(true);
});

test('code that only borrows the name of a test, or tests by the way, is read in full', () => {
  expect(isTest('src/mail.test.ts', 'export const send = (user) => post(user.email);')).toBe(false);
  expect(isTest('src/mail.ts', "describe('mail', () => {});")).toBe(false);
});
