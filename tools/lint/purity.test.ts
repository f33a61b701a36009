import { describe, expect, test } from 'vitest';
import { lintSnippets } from './lint-snippet.ts';

/** One line that breaks each rule of purity, and the rule that must see it. */
const impure: readonly { readonly what: string; readonly code: string; readonly rule: string }[] = [
  { what: 'the disk', code: `export { readFileSync } from 'node:fs';`, rule: 'imports' },
  { what: 'the disk by its old name', code: `export { readFileSync } from 'fs';`, rule: 'imports' },
  { what: 'the network', code: `export { request } from 'node:https';`, rule: 'imports' },
  { what: 'another process', code: `export { spawn } from 'node:child_process';`, rule: 'imports' },
  {
    what: 'timers by import',
    code: `export { setTimeout } from 'node:timers/promises';`,
    rule: 'imports',
  },
  { what: 'random bytes', code: `export { randomBytes } from 'node:crypto';`, rule: 'imports' },
  { what: 'a random id', code: `export { randomUUID } from 'node:crypto';`, rule: 'imports' },
  { what: 'a random number', code: `export { randomInt } from 'node:crypto';`, rule: 'imports' },
  {
    what: 'the whole of crypto',
    code: `import crypto from 'node:crypto';\nexport const id: string = crypto.randomUUID();`,
    rule: 'imports',
  },
  { what: 'the environment', code: 'export const home: unknown = process.env;', rule: 'globals' },
  {
    what: 'fetch',
    code: `export const page: unknown = fetch('https://example.com');`,
    rule: 'globals',
  },
  {
    what: 'global crypto',
    code: 'export const id: string = crypto.randomUUID();',
    rule: 'globals',
  },
  {
    what: 'a timer',
    code: 'export const timer: unknown = setTimeout(String, 1);',
    rule: 'globals',
  },
  {
    what: 'an interval',
    code: 'export const timer: unknown = setInterval(String, 1);',
    rule: 'globals',
  },
  {
    what: 'the clock by Date.now',
    code: 'export const at: number = Date.now();',
    rule: 'properties',
  },
  { what: 'Math.random', code: 'export const dice: number = Math.random();', rule: 'properties' },
  {
    what: 'performance.now',
    code: 'export const at: number = performance.now();',
    rule: 'properties',
  },
  {
    what: 'the clock by new Date()',
    code: 'export const at: Date = new Date();',
    rule: 'troth(clock-is-a-parameter)',
  },
];

const ruleNames: Readonly<Record<string, string>> = {
  imports: 'eslint(no-restricted-imports)',
  globals: 'eslint(no-restricted-globals)',
  properties: 'eslint(no-restricted-properties)',
};

describe('a package that is pure', () => {
  test.each(impure)('cannot reach $what', ({ code, rule }) => {
    expect(rulesIn('packages/new-engine/src/impure.ts', code)).toContain(ruleNames[rule] ?? rule);
  });

  test('may hash', () => {
    const code = `export { createHash } from 'node:crypto';`;

    expect(rulesIn('packages/new-engine/src/pure.ts', code)).toEqual([]);
  });
});

describe.each(['sources', 'connectors', 'envelope', 'guard'])('packages/%s', (name) => {
  test('may touch the machine: that is what it is for', () => {
    const snippets = impure.map(({ code }, at) => ({
      path: `packages/${name}/src/file-${at}.ts`,
      code,
    }));

    const rules = [...lintSnippets(snippets).values()].flat();

    expect(rules.filter((rule) => isPurityRule(rule))).toEqual([]);
  });
});

test('a test beside the source may read what it needs', () => {
  const snippets = impure.map(({ code }, at) => ({
    path: `packages/new-engine/src/file-${at}.test.ts`,
    code,
  }));

  const rules = [...lintSnippets(snippets).values()].flat();

  expect(rules.filter((rule) => isPurityRule(rule))).toEqual([]);
});

function isPurityRule(rule: string): boolean {
  return rule === 'troth(clock-is-a-parameter)' || Object.values(ruleNames).includes(rule);
}

function rulesIn(path: string, code: string): readonly string[] {
  return lintSnippets([{ path, code }]).get(path) ?? [];
}
