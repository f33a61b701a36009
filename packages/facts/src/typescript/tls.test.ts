import { expect, test } from 'vitest';

import { extractFacts } from '../extract-facts.ts';

interface Seen {
  readonly minimum: string;
  readonly end: string;
  readonly place: readonly [number, number];
}

function tlsOf(text: string): readonly Seen[] {
  const { facts } = extractFacts({ path: 'src/server.ts', text }, { parsers: {} });
  return facts.flatMap((fact) =>
    fact.kind === 'tls'
      ? [{ minimum: fact.minimum, end: fact.end, place: [fact.at.line, fact.at.column] as const }]
      : [],
  );
}

function minimaOf(text: string): readonly string[] {
  return tlsOf(text).map(({ minimum }) => minimum);
}

test('a lowest version is read where it is written, to the column', () => {
  expect(tlsOf(`tls.connect({ minVersion: 'TLSv1.2' })`)).toEqual([
    { minimum: '1.2', end: 'client', place: [1, 27] },
  ]);
});

test('a version is found in the options of any client, however deep', () => {
  expect(minimaOf(`new Sequelize({ dialectOptions: { ssl: { minVersion: 'TLSv1' } } })`)).toEqual([
    '1.0',
  ]);
  expect(minimaOf(`createTransport({ tls: { minVersion: 'TLSv1.1' } })`)).toEqual(['1.1']);
  expect(minimaOf(`new Agent({ connect: { secureProtocol: 'TLSv1_method' } })`)).toEqual(['1.0']);
});

test('a version that comes through a constant, a default or a choice is the oldest it can be', () => {
  expect(
    minimaOf(`const oldest = 'TLSv1.1' as const; tls.connect({ minVersion: oldest })`),
  ).toEqual(['1.1']);
  expect(minimaOf(`tls.connect({ minVersion: legacy ? 'TLSv1' : 'TLSv1.3' })`)).toEqual(['1.0']);
  expect(minimaOf(`tls.connect({ minVersion: config.min ?? 'TLSv1.2' })`)).toEqual(['1.2']);
});

test('a highest version below the newest says that the newest is never used', () => {
  expect(minimaOf(`tls.connect({ maxVersion: 'TLSv1.2' })`)).toEqual(['1.2']);
  expect(minimaOf(`tls.connect({ minVersion: 'TLSv1.3', maxVersion: 'TLSv1.3' })`)).toEqual([
    '1.3',
  ]);
});

test('a server that says no version takes what Node takes', () => {
  const text = `import https from 'node:https';\nhttps.createServer({ key, cert }, app).listen(443);`;

  expect(tlsOf(text)).toEqual([{ minimum: '1.2', end: 'server', place: [2, 1] }]);
});

test('a server whose options spread a constant is read with it', () => {
  const text = `
    import { createServer } from 'node:tls';
    const hardened = { minVersion: 'TLSv1.3' };
    createServer({ ...hardened, key });`;

  expect(minimaOf(text)).toEqual(['1.3']);
});

test('a server whose options come from elsewhere is unknown, not fine', () => {
  const text = `import https from 'https'; import { options } from './options'; https.createServer(options);`;

  expect(minimaOf(text)).toEqual(['unknown']);
});

test('the default for the whole process is read, and then servers need say nothing', () => {
  const text = `import tls from 'tls'; tls.DEFAULT_MIN_VERSION = 'TLSv1.3'; tls.createServer({ key });`;

  expect(minimaOf(text)).toEqual(['1.3']);
});

test('flags that forbid 1.2 leave 1.3', () => {
  const text = `import https, { constants as c } from 'https'; https.createServer({ secureOptions: c.SSL_OP_NO_TLSv1 | c.SSL_OP_NO_TLSv1_2 });`;

  expect(minimaOf(text)).toEqual(['1.3']);
});

test('a value that cannot be read is unknown where it is about TLS', () => {
  expect(minimaOf(`import tls from 'tls'; tls.connect({ minVersion: fromEnv })`)).toEqual([
    'unknown',
  ]);
});

test.each([
  ['a package manager', `satisfies({ minVersion: '18.0.0' })`],
  ['an app store', `release({ minVersion: required })`],
  ['a plain server', `import http from 'http'; http.createServer(app)`],
  ['a server of another library', `import { createServer } from 'vite'; createServer({})`],
])('the minimum version of %s says nothing of TLS', (_who, text) => {
  expect(tlsOf(text)).toEqual([]);
});
