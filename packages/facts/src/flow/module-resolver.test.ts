import { expect, test } from 'vitest';

import { moduleResolver } from './module-resolver.ts';

const paths = [
  'apps/web/src/page.tsx',
  'apps/web/src/lib/db.ts',
  'apps/web/src/lib/index.ts',
  'apps/web/config/site.ts',
  'packages/mail/src/index.ts',
  'packages/mail/src/server/send.ts',
  'packages/log/index.js',
  'packages/log/lib/pino.ts',
];

const configs = [
  {
    path: 'tsconfig.base.json',
    text: `{ "compilerOptions": { "baseUrl": ".", "paths": { "@log": ["packages/log"] } } }`,
  },
  {
    path: 'apps/web/tsconfig.json',
    text: `{ /* ours */ "extends": "../../tsconfig.base", "compilerOptions": { "baseUrl": "./src", "paths": { "@/*": ["./*"], "lib": ["./lib/index.ts"], }, }, }`,
  },
  {
    path: 'packages/mail/package.json',
    text: `{ "name": "@shop/mail", "main": "dist/index.js", "exports": { ".": { "types": "./dist/index.d.ts" }, "./*": "./dist/server/*.js" }, "imports": { "#own/*": "./src/server/*.ts" } }`,
  },
  { path: 'packages/log/package.json', text: `{ "name": "log" }` },
  { path: 'packages/mail/tsconfig.json', text: `{ "extends": "../../tsconfig.base.json" }` },
  { path: 'packages/log/tsconfig.json', text: `not JSON` },
];

const resolve = moduleResolver({ paths, configs });

test.each([
  ['apps/web/src/page.tsx', './lib/db', 'apps/web/src/lib/db.ts'],
  ['apps/web/src/page.tsx', './lib/db.js', 'apps/web/src/lib/db.ts'],
  ['apps/web/src/page.tsx', './lib', 'apps/web/src/lib/index.ts'],
  ['apps/web/src/page.tsx', '../config/site', 'apps/web/config/site.ts'],
  ['apps/web/src/page.tsx', '@/lib/db', 'apps/web/src/lib/db.ts'],
  ['apps/web/src/page.tsx', 'lib', 'apps/web/src/lib/index.ts'],
  ['apps/web/src/page.tsx', 'lib/db', 'apps/web/src/lib/db.ts'],
  ['apps/web/src/page.tsx', '@shop/mail', 'packages/mail/src/index.ts'],
  ['apps/web/src/page.tsx', '@shop/mail/send', 'packages/mail/src/server/send.ts'],
  ['packages/mail/src/index.ts', '#own/send', 'packages/mail/src/server/send.ts'],
  ['packages/mail/src/index.ts', '@log', 'packages/log/index.js'],
  ['apps/web/src/page.tsx', 'log/pino', 'packages/log/lib/pino.ts'],
  ['packages/log/index.js', '~/lib/pino', 'packages/log/lib/pino.ts'],
])('in %s, %s leads to %s', (from, specifier, wanted) => {
  expect(resolve(from, specifier)).toBe(wanted);
});

test.each(['react', 'node:fs', '@shop/other', './missing', '../../../../etc/passwd', ''])(
  '%s leads to no file of the program',
  (specifier) => {
    expect(resolve('apps/web/src/page.tsx', specifier)).toBeUndefined();
  },
);

test('absolute paths resolve like relative ones', () => {
  const absolute = moduleResolver({
    paths: ['/srv/a/src/x.ts', '/srv/a/src/y.ts'],
    configs: [
      { path: '/srv/a/tsconfig.json', text: `{"compilerOptions":{"paths":{"~/*":["./src/*"]}}}` },
    ],
  });

  expect(absolute('/srv/a/src/x.ts', '~/y')).toBe('/srv/a/src/y.ts');
});
