import { createPrivateKey, createPublicKey } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { canonicalBytes } from './canonical-bytes.ts';
import type { Checkpoint } from './checkpoint.ts';
import { openCheckpoint, signCheckpoint } from './checkpoint.ts';
import { pseudonym } from './pseudonym.ts';
import { keyIdOf, signReceipt, verifyReceipt } from './signed-receipt.ts';

/** RFC 8037, appendix A.1: a key that everybody knows. */
const PRIVATE_KEY = createPrivateKey({
  format: 'jwk',
  key: {
    kty: 'OKP',
    crv: 'Ed25519',
    d: 'nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A',
    x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo',
  },
});
const PUBLIC_KEY = createPublicKey(PRIVATE_KEY);
const OTHER_KEY = createPublicKey(
  createPrivateKey({
    format: 'der',
    type: 'pkcs8',
    key: Buffer.from(`302e020100300506032b657004220420${'07'.repeat(32)}`, 'hex'),
  }),
);

describe('an entry', () => {
  test('has the same bytes however its fields were ordered', () => {
    const one = canonicalBytes({ b: 1, a: ['é', 1e21, -0] });
    const other = canonicalBytes({ a: ['é', 1e21, 0], b: 1 });

    expect(Buffer.from(one).toString('utf8')).toBe('{"a":["é",1e+21,0],"b":1}');
    expect(one).toEqual(other);
  });

  test.each([[Number.NaN], [undefined], [10n]])('%s has no bytes and is refused', (value) => {
    expect(() => canonicalBytes(value)).toThrow(TypeError);
  });
});

describe('a receipt', () => {
  const receipt = { erasure: 'e1', stores: [{ store: 'main', erased: 3 }] };

  test('is checked offline with the public key alone', () => {
    const signed = signReceipt(receipt, PRIVATE_KEY);

    expect(verifyReceipt(signed, [OTHER_KEY, PUBLIC_KEY])).toEqual({ kind: 'valid', receipt });
  });

  test('says which key signed it by the thumbprint of RFC 8037', () => {
    expect(signReceipt(receipt, PRIVATE_KEY).keyId).toBe(
      'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k',
    );
    expect(keyIdOf(PUBLIC_KEY)).toBe('kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k');
  });

  test('with one count changed is refused', () => {
    const signed = signReceipt(receipt, PRIVATE_KEY);
    const forged = { ...signed, payload: signed.payload.replace('"erased":3', '"erased":4') };

    expect(verifyReceipt(forged, [PUBLIC_KEY])).toEqual({
      kind: 'invalid',
      reason: 'the signature does not fit',
    });
  });

  test('of an unknown key, or with another key passed off as the signer, is refused', () => {
    const signed = signReceipt(receipt, PRIVATE_KEY);

    expect(verifyReceipt(signed, [OTHER_KEY]).kind).toBe('invalid');
    expect(verifyReceipt({ ...signed, keyId: keyIdOf(OTHER_KEY) }, [OTHER_KEY]).kind).toBe(
      'invalid',
    );
    expect(verifyReceipt(signed, []).kind).toBe('invalid');
  });
});

describe('a checkpoint', () => {
  const head: Checkpoint = {
    origin: 'northwind.example/log',
    size: 8,
    root: new Uint8Array(32).fill(7),
    at: '2026-03-01T10:00:00.000Z',
  };

  test('that was signed is read back as it was', () => {
    const text = signCheckpoint(head, PRIVATE_KEY);

    expect(openCheckpoint(text, head.origin, PUBLIC_KEY)).toEqual({
      kind: 'valid',
      checkpoint: head,
    });
    expect(text.split('\n').slice(0, 3)).toEqual([
      'northwind.example/log',
      '8',
      'BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=',
    ]);
  });

  test('of another size, another log or another key is refused', () => {
    const text = signCheckpoint(head, PRIVATE_KEY);

    expect(openCheckpoint(text.replace('\n8\n', '\n9\n'), head.origin, PUBLIC_KEY).kind).toBe(
      'invalid',
    );
    expect(openCheckpoint(text, 'contoso.example/log', PUBLIC_KEY).kind).toBe('invalid');
    expect(openCheckpoint(text, head.origin, OTHER_KEY).kind).toBe('invalid');
    expect(openCheckpoint('', head.origin, PUBLIC_KEY).kind).toBe('invalid');
  });

  test('of a log whose name could break its lines is never signed', () => {
    expect(() => signCheckpoint({ ...head, origin: 'two\nlines' }, PRIVATE_KEY)).toThrow(
      RangeError,
    );
    expect(() => signCheckpoint({ ...head, size: -1 }, PRIVATE_KEY)).toThrow(RangeError);
  });

  test('of an empty log can be signed and read', () => {
    const empty = { ...head, size: 0 };

    expect(openCheckpoint(signCheckpoint(empty, PRIVATE_KEY), head.origin, PUBLIC_KEY).kind).toBe(
      'valid',
    );
  });
});

describe('a pseudonym', () => {
  const key = new Uint8Array(32).fill(1);

  test('is the same for the same subject and differs by subject, tenant and key', () => {
    const names = [
      pseudonym(key, undefined, 'u1'),
      pseudonym(key, undefined, 'u10'),
      pseudonym(key, 'a', 'u1'),
      pseudonym(key, 'au', '1'),
      pseudonym(new Uint8Array(32).fill(2), undefined, 'u1'),
    ];

    expect(pseudonym(key, undefined, 'u1')).toBe(names[0]);
    expect(new Set(names).size).toBe(5);
  });

  test('is never made with a key short enough to be guessed', () => {
    expect(() => pseudonym(new Uint8Array(8), undefined, 'u1')).toThrow(RangeError);
  });
});
