import { parseSync } from 'oxc-parser';
import { expect, test } from 'vitest';
import { parseSource } from './syntax.ts';

test.each([
  ['a.ts', "import a, { type B } from './b';\nexport const big = 10n, re = /a(?<n>b)\\/c/giu;\n"],
  ['a.ts', 'class A<T> extends B { @dec() #x?: readonly T[] = []; static { this.y = 1; } }'],
  ['a.tsx', 'const f = <T,>(x: T) => <P key="é" {...x}>{/* c */ `𝒳 ${x} 😀`}</P>; // ñ 𝒳\n'],
  [
    'a.js',
    '#!/usr/bin/env node\n"use strict"; label: for (const [a = 1, ...b] of c ?? d?.[e]) ;\n',
  ],
  ['a.mts', 'declare module "m" { export = x }\nenum E { A = 1 << 2 }\nlet v = <any>y as const;\n'],
  ['a.ts', 'const broken = ;\n'],
])('a tree out of the parser’s memory is the one that it writes as JSON: %s %j', (path, text) => {
  const { program, comments, error } = parseSource(path, text);

  const lang = path.endsWith('x') ? 'tsx' : path.endsWith('js') ? 'jsx' : 'ts';
  const written = parseSync(path, text, { lang, sourceType: 'module' });
  expect({ program, comments, message: error?.message }).toEqual({
    program: written.program,
    comments: written.comments,
    message: written.errors[0]?.message,
  });
});
