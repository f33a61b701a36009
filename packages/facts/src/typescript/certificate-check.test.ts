import { expect, test } from 'vitest';

import { extractFacts } from '../extract-facts.ts';

function checksOf(text: string): readonly (boolean | 'unknown')[] {
  const { facts } = extractFacts({ path: 'src/client.ts', text }, { parsers: {} });
  return facts.flatMap((fact) => (fact.kind === 'certificate-check' ? [fact.enabled] : []));
}

test.each([
  `new https.Agent({ rejectUnauthorized: false })`,
  `const off = false; new Pool({ ssl: { rejectUnauthorized: off } })`,
  `options.rejectUnauthorized = false`,
  `process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'`,
  `process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = 0`,
  `spawn('node', [], { env: { NODE_TLS_REJECT_UNAUTHORIZED: '0' } })`,
  `request({ strictSSL: false })`,
  `tls.connect({ checkServerIdentity: () => undefined })`,
  `tls.connect({ checkServerIdentity() {} })`,
  `const pass = () => null; tls.connect({ checkServerIdentity: pass })`,
  `new Connection({ options: { trustServerCertificate: true } })`,
  `createClient({ insecure: true })`,
])('a client that takes any certificate is seen: %s', (text) => {
  expect(checksOf(text)).toEqual([false]);
});

test.each([
  `new https.Agent({ rejectUnauthorized: true })`,
  `new https.Agent({ rejectUnauthorized: !false })`,
  `process.env.NODE_TLS_REJECT_UNAUTHORIZED = '1'`,
])('a client that says it checks is not accused: %s', (text) => {
  expect(checksOf(text)).toEqual([true]);
});

test('a switch that depends on the environment is unknown', () => {
  expect(checksOf(`new Agent({ rejectUnauthorized: env.STRICT === 'yes' })`)).toEqual(['unknown']);
});

test('a check of one’s own may refuse, and so is unknown', () => {
  const text = `tls.connect({ checkServerIdentity(host, cert) { if (cert.pin !== pin) return new Error('pin'); return undefined; } })`;

  expect(checksOf(text)).toEqual(['unknown']);
});

test.each([
  `interface Options { rejectUnauthorized: boolean }`,
  `const { rejectUnauthorized = false } = options;`,
  `if (process.env.NODE_TLS_REJECT_UNAUTHORIZED === '0') throw new Error('no')`,
  `render({ insecure: message })`,
])('words about certificates that set nothing are silent: %s', (text) => {
  expect(checksOf(text)).toEqual([]);
});

test('nobody can say what a module’s call of an undeclared name does; in a script it may come from another', () => {
  const call = `unheardOf({ rejectUnauthorized: false });`;

  expect(checksOf(`import https from 'node:https';\n${call}`)).toEqual(['unknown']);
  expect(checksOf(`const https = require('https');\n${call}`)).toEqual(['unknown']);
  expect(checksOf(`import { unheardOf } from './client';\n${call}`)).toEqual([false]);
  expect(checksOf(call)).toEqual([false]);
});
