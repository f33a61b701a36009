import { expect, test } from 'vitest';

import { ruleDocs, ruleMetadata } from './rule-docs.ts';

test('every rule has a page under its own id', () => {
  const paths = ruleDocs().map(({ path }) => path);

  expect(paths).toContain('transit/weak-tls-version.md');
  expect(paths).toHaveLength(ruleMetadata.length + 1);
});

test('a page shows the code to avoid and the code to prefer', () => {
  const page = ruleDocs().find(({ path }) => path === 'rest/weak-cipher.md');

  expect(page?.text).toContain("createCipheriv('aes-128-gcm'");
  expect(page?.text).toContain("createCipheriv('aes-256-gcm'");
  expect(page?.text).toContain('Enforces `encrypt` of the policy.');
});

test('no two rules share an id', () => {
  const ids = ruleMetadata.map(({ id }) => id);

  expect(new Set(ids).size).toBe(ids.length);
});
