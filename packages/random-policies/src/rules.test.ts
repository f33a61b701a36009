import { verbs } from '@troth/compiler';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { randomRules } from './rules.ts';

test.each(verbs.map((verb) => ({ verb, key: verb.key })))(
  'rules of `$key` are drawn from its schema, and many are different',
  ({ verb, key }) => {
    const drawn = fc.sample(randomRules(verb), { seed: 1, numRuns: 100 });

    expect(new Set(drawn.map((rule) => rule.verb))).toEqual(new Set([key]));
    expect(new Set(drawn.map((rule) => JSON.stringify(rule))).size).toBeGreaterThan(3);
  },
);
