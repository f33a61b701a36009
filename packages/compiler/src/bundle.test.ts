import { generateKeyPairSync, sign } from 'node:crypto';
import { expect, test } from 'vitest';
import { BUNDLE_FORMATS, openBundle, sealBundle } from './bundle.ts';
import { compilePolicy } from './compile.ts';
import type { CompiledPolicy } from './compiled-policy.ts';
import type { DataMap } from './data-map.ts';
import { minimalPolicy } from './testing/minimal-policy.ts';
import { keyId } from './signing-keys.ts';
import type { Translation } from './translations/translation.ts';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const dataMap: DataMap = {
  application: 'app',
  stores: [{ kind: 'log', id: 'log', data: ['runs'], expiresAfterDays: 7 }],
};

function policy(): CompiledPolicy {
  const { policy: compiled } = compilePolicy(minimalPolicy);
  if (!compiled) throw new Error('the fixture compiles');
  return compiled;
}

test('a bundle gives back the policy and the data maps it was made of', () => {
  const text = sealBundle(policy(), [dataMap], privateKey);

  expect(openBundle(text, publicKey, 'bundle.json').bundle).toMatchObject({
    policy: policy(),
    dataMaps: [dataMap],
  });
});

test('a bundle changed by one letter is refused', () => {
  const text = sealBundle(policy(), [dataMap], privateKey)
    .replace('30', '90')
    .replace(String.raw`\"amount\":30`, String.raw`\"amount\":31`);

  expect(openBundle(text, publicKey, 'bundle.json').diagnostics.map(({ code }) => code)).toEqual([
    'bundle/bad-signature',
  ]);
});

test('a bundle signed by another key is refused', () => {
  const text = sealBundle(policy(), [], generateKeyPairSync('ed25519').privateKey);

  expect(openBundle(text, publicKey, 'bundle.json').diagnostics.map(({ code }) => code)).toEqual([
    'bundle/bad-signature',
  ]);
});

test.each(['', '{}', 'null', '[]', '{"payload":1,"signature":""}'])(
  '`%s` is not a bundle, and says so',
  (text) => {
    expect(openBundle(text, publicKey, 'bundle.json').diagnostics.map(({ code }) => code)).toEqual([
      'bundle/malformed',
    ]);
  },
);

test('a policy that does not have the hash it states is refused even when signed', () => {
  const text = sealBundle({ ...policy(), noticeDays: 0 }, [], privateKey);

  expect(
    openBundle(text, publicKey, 'bundle.json').diagnostics.map(({ message }) => message),
  ).toEqual(['the policy does not have the hash it states']);
});

test('a bundle that says when it was issued is of format 2, and format 1 is still read', () => {
  const issuedAt = new Date('2026-11-23T12:00:00Z');
  const open = (text: string) => openBundle(text, publicKey, 'bundle.json').bundle;

  expect(open(sealBundle(policy(), [], privateKey, { issuedAt }))).toMatchObject({
    format: 2,
    issuedAt: '2026-11-23T12:00:00.000Z',
  });
  expect(open(sealBundle(policy(), [], privateKey))).toMatchObject({ format: 1 });
  expect(BUNDLE_FORMATS).toEqual([1, 2]);
});

test('of several trusted keys any may have signed a bundle, and a key that is none of them is named', () => {
  const other = generateKeyPairSync('ed25519');
  const text = sealBundle(policy(), [], privateKey);

  const { bundle } = openBundle(text, [other.publicKey, publicKey], 'bundle.json');
  const refused = openBundle(text, [other.publicKey], 'bundle.json').diagnostics;

  expect(bundle?.kid).toBe(keyId(publicKey));
  expect(refused.map(({ message }) => message)).toEqual([
    `the signature does not belong to this bundle and key; it names the key \`${keyId(publicKey)}\`, which is not trusted here`,
  ]);
});

test('a bundle of before that names no key is read, one that names another key than its own is not', () => {
  const open = (change: object) => {
    const { payload } = JSON.parse(sealBundle(policy(), [], privateKey)) as { payload: string };
    const { kid: _, ...rest } = JSON.parse(payload) as Record<string, unknown>;
    const changed = JSON.stringify({ ...rest, ...change });
    const signature = sign(null, Buffer.from(changed), privateKey).toString('base64');
    return openBundle(JSON.stringify({ payload: changed, signature }), publicKey, 'bundle.json');
  };

  expect(open({}).bundle?.policy.hash).toBe(policy().hash);
  expect(open({ kid: 'a'.repeat(43) }).diagnostics.map(({ message }) => message)).toEqual([
    'the bundle names another key than the one that signed it',
  ]);
  expect(open({ format: 3 }).diagnostics.map(({ message }) => message)).toEqual([
    'the bundle is of format 3; this release reads 1 and 2',
  ]);
});

test('a bundle carries translations of its own policy, and none of another version', () => {
  const own = translationOf(policy().hash);
  const sealed = (translation: Translation): string =>
    sealBundle(policy(), [], privateKey, { translations: [translation] });

  const opened = openBundle(sealed(own), publicKey, 'bundle.json');
  const foreign = openBundle(sealed(translationOf('0'.repeat(64))), publicKey, 'bundle.json');

  expect(opened.bundle?.translations).toEqual([own]);
  expect(foreign.bundle).toBeUndefined();
  expect(foreign.diagnostics.map(({ message }) => message)).toEqual([
    'a translation belongs to another version of the policy',
  ]);
});

function translationOf(hash: string): Translation {
  return { language: 'de', policy: hash, note: 'Muster', sections: [], clauses: [], words: [] };
}
