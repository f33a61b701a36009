import type { Finding } from '@troth/scanner';
import { expect, test } from 'vitest';
import { weightiest } from './weight.ts';

const found = (rule: string, line: number): Finding => ({
  rule,
  severity: 'error',
  at: { file: 'a.ts', line, column: 1, endLine: line, endColumn: 2 },
  message: 'a message',
  clause: 'a.clause',
  fingerprint: '0'.repeat(32),
  flow: [],
  status: 'new',
});

test('what has left cannot be called back and comes first, what only a page lacks comes last', () => {
  const order = ['page/missing-link', 'rest/weak-cipher', 'sharing/undeclared-recipient'];

  const shown = weightiest(
    order.map((rule, index) => found(rule, index + 1)),
    3,
  );

  expect(shown.map(({ rule }) => rule)).toEqual(order.toReversed());
});

test('a hundred findings of one rule do not hide the one of another', () => {
  const many = Array.from({ length: 100 }, (_, index) =>
    found('sharing/undeclared-recipient', index),
  );

  const shown = weightiest([...many, found('page/missing-link', 1)], 3);

  expect(shown.map(({ rule }) => rule)).toEqual([
    'sharing/undeclared-recipient',
    'page/missing-link',
    'sharing/undeclared-recipient',
  ]);
});
