import { expect, test } from 'vitest';
import { plainText } from './index.ts';
import { northwind } from './testing/northwind.ts';

test('the published text has a line for the title, each heading and each paragraph', () => {
  const text = plainText(northwind());

  expect(text.split('\n')).toEqual([
    'Privacy at <Northwind> & friends',
    'Last updated: April 15, 2026',
    'Keeping "things"',
    'Orders: When you delete an order, it is gone within 1 month. We keep orders while your account is active.',
    'Sharing',
    'We give your orders to couriers (delivery).',
    'Your Rights',
    'Write to privacy@northwind.example to see your data.',
  ]);
});

test('a language that the page has no words in is refused by name', () => {
  expect(() => plainText(northwind(), 'xx')).toThrow('`xx`');
});
