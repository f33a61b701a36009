import fc from 'fast-check';
import { expect, test } from 'vitest';

import { extractFacts, isExtractable } from '../extract-facts.ts';
import type { Extraction } from '../extraction.ts';

function read(path: string, text: string): Extraction {
  return extractFacts({ path, text }, { parsers: {} });
}

function packagesOf(text: string): readonly string[] {
  return read('a.ts', text).facts.flatMap((fact) => (fact.kind === 'package' ? [fact.name] : []));
}

test('a file that cannot be read is a problem with its place, not a silence', () => {
  const { problems } = read('src/broken.ts', 'const a = 1;\nconst = ;\n');

  expect(problems).toHaveLength(1);
  expect(problems[0]?.at).toMatchObject({ file: 'src/broken.ts', line: 2, column: 7 });
});

test('no text makes the reader throw', () => {
  fc.assert(
    fc.property(
      fc.string(),
      fc.constantFrom('a.ts', 'a.tsx', 'a.js', 'package.json'),
      (text, path) => {
        read(path, text);
        return true;
      },
    ),
  );
});

test('a script of the old kind is read as well as a module', () => {
  const { facts, problems } = read('old.js', `if (x) return;\nvar http = require('axios');`);

  expect(problems).toEqual([]);
  expect(facts).toMatchObject([{ kind: 'package', name: 'axios', at: { line: 2, column: 20 } }]);
});

test('columns count UTF-16 code units, also after wide characters', () => {
  const { facts } = read('a.ts', `/* 😀é */ import 'axios';`);

  expect(facts[0]?.at).toEqual({ file: 'a.ts', line: 1, column: 18, endLine: 1, endColumn: 25 });
});

test('packages are named whole, however they are loaded', () => {
  const text = `
    import a from '@sentry/node/esm'; import 'posthog-js';
    export { b } from 'stripe/lib'; const c = await import('got'); const d = require('pg');`;

  expect(packagesOf(text)).toEqual(['@sentry/node', 'posthog-js', 'stripe', 'got', 'pg']);
});

test('types, Node’s own modules and the project’s own files are no packages', () => {
  const text = `
    import type { A } from 'stripe'; import { type B } from 'openai'; import fs from 'node:fs';
    import https from 'https'; import './a'; import c from '@/lib/c'; import d from '~/d'; import e from '#e';`;

  expect(packagesOf(text)).toEqual([]);
});

test('files of no known kind are left to the caller to leave out', () => {
  expect(isExtractable('src/a.mts')).toBe(true);
  expect(isExtractable('src/a.jsx')).toBe(true);
  expect(isExtractable('types/a.d.ts')).toBe(false);
  expect(isExtractable('logo.svg')).toBe(false);
});

test('an expression that is nested too deeply to read is a problem, not a crash', () => {
  const sum = Array.from({ length: 40_000 }, (_, index) => `'${index}'`).join('+');

  const { problems } = read('bundle.js', `const text = ${sum};`);

  expect(problems).toHaveLength(1);
  expect(problems[0]?.message).toContain('nested too deeply');
});

test('where a package’s client is made is told apart from where it is imported', () => {
  const { facts } = read('a.ts', `import { PostHog } from 'posthog-node';\nnew PostHog('key');`);

  expect(facts).toMatchObject([
    { kind: 'package', how: 'import', at: { line: 1 } },
    { kind: 'package', how: 'set-up', name: 'posthog-node', at: { line: 2 } },
  ]);
});

test('a `.js` file with types is read, as Flow and build steps take them out', () => {
  const { facts, problems } = extractFacts(
    {
      path: 'src/call.js',
      text: `const call = (id: string) => fetch('http://api.northwind.com');`,
    },
    { parsers: {} },
  );

  expect(problems).toEqual([]);
  expect(facts).toContainEqual(expect.objectContaining({ kind: 'cleartext' }));
});
