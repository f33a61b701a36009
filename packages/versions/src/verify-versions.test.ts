import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  type KeyObject,
} from 'node:crypto';
import { canonicalJson } from '@troth/compiler';
import { keyIdOf } from '@troth/audit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findVersion, verifyVersions, writeKeys, type PublishedFile } from './index.ts';
import { folderOf, northwind, signingKey } from './testing/northwind.ts';

const folder = folderOf([
  northwind({ published: '2026-01-01' }),
  northwind({ published: '2026-03-01', effective: '2026-04-01', days: 60 }),
  northwind({ published: '2026-05-01', days: 10 }),
]);

describe('a folder of published versions', () => {
  test('is sound as it was written, oldest version first', () => {
    const { versions, problems } = verifyVersions(folder);

    expect(problems).toEqual([]);
    expect(versions.map(({ published, text }) => [published, text])).toEqual([
      [
        '2026-01-01',
        'Last updated: January 1, 2026\nWhen you delete an order, it is gone within 30 days.',
      ],
      [
        '2026-03-01',
        'Last updated: March 1, 2026\nWhen you delete an order, it is gone within 60 days.',
      ],
      [
        '2026-05-01',
        'Last updated: May 1, 2026\nWhen you delete an order, it is gone within 10 days.',
      ],
    ]);
    expect(versions.map(({ record }) => record.material)).toEqual([false, true, false]);
  });

  test('one changed byte anywhere in a version is found, and that version is named', () => {
    const ofVersions = folder.filter(({ name }) => name !== 'keys.json');
    fc.assert(
      fc.property(
        fc.constantFrom(...ofVersions),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (file, place, mask) => {
          const at = place % file.bytes.length;
          const bytes = file.bytes.map((byte, index) => (index === at ? byte ^ mask : byte));

          const { problems } = verifyVersions(replaced(file.name, bytes));

          expect(problems.map(({ version }) => version)).toEqual([file.name.slice(0, 10)]);
        },
      ),
      { numRuns: 400, seed: 20_261_123 },
    );
  });

  test.each([
    [
      '2026-03-01.txt',
      'Deleted orders are gone at once.',
      'the text is not the one that was signed',
    ],
    ['2026-03-01.policy.json', '{}', 'the policy is not the one that was signed'],
    ['2026-03-01.version.json', '{}', 'it is not the record of a version'],
    ['2026-03-01.version.json', 'not JSON', 'it is not the record of a version'],
  ])('%s replaced by %s is refused with its reason', (name, text, message) => {
    const { versions, problems } = verifyVersions(replaced(name, bytesOf(text)));

    expect(problems).toEqual([{ version: '2026-03-01', file: name, message }]);
    expect(versions.map(({ published }) => published)).toEqual(['2026-01-01']);
  });

  test('of several bad versions the first is named', () => {
    const bad = replaced('2026-03-01.txt', bytesOf('x'));
    const worse = bad.map((file) =>
      file.name === '2026-01-01.txt' ? { ...file, bytes: bytesOf('y') } : file,
    );

    expect(verifyVersions(worse).problems.map(({ file }) => file)).toEqual(['2026-01-01.txt']);
  });

  test.each(['2026-03-01.txt', '2026-03-01.policy.json', '2026-03-01.version.json', 'keys.json'])(
    '%s may not be missing',
    (name) => {
      const rest = folder.filter((file) => file.name !== name);

      expect(verifyVersions(rest).problems.map(({ file }) => file)).toEqual([name]);
    },
  );

  test('a version taken out of the middle breaks the chain', () => {
    const rest = folder.filter(({ name }) => !name.startsWith('2026-03-01'));

    expect(verifyVersions(rest).problems).toEqual([
      {
        version: '2026-05-01',
        file: '2026-05-01.version.json',
        message:
          'it does not supersede the version of 2026-01-01: one between them is missing, or one before it was replaced',
      },
    ]);
  });

  test('a version of another folder cannot be put in, though the same key signed it', () => {
    const other = folderOf([northwind({ published: '2026-02-01', days: 1 })]);
    const together = [...folder, ...other.filter(({ name }) => name !== 'keys.json')];

    expect(verifyVersions(together).problems.map(({ version }) => version)).toEqual(['2026-02-01']);
  });

  test('a file that belongs to no version is named, and so is what is no regular file', () => {
    const files: readonly PublishedFile[] = [
      ...folder.filter(({ name }) => name !== '2026-05-01.txt'),
      { name: '2026-05-01.txt' },
      { name: 'notes.md', bytes: bytesOf('x') },
    ];

    expect(verifyVersions(files).problems.map(({ file }) => file)).toEqual([
      '2026-05-01.txt',
      'notes.md',
    ]);
  });

  test('no version at all is sound: nothing has been published yet', () => {
    expect(verifyVersions([])).toEqual({ versions: [], problems: [] });
  });
});

describe('a signature', () => {
  const record = '2026-05-01.version.json';
  const signed = JSON.parse(textOf(record)) as { record: object };

  test('by a key that the folder does not hold is refused', () => {
    const stranger = generateKeyPairSync('ed25519').privateKey;

    expect(verifyVersions(replaced(record, resigned(signed.record, stranger))).problems).toEqual([
      {
        version: '2026-05-01',
        file: record,
        message: 'it is signed with a key that keys.json does not hold',
      },
    ]);
  });

  test('made for something else by the right key is refused', () => {
    const keyId = keyIdOf(createPublicKey(signingKey));
    const signature = sign(null, Buffer.from(canonicalJson(signed.record)), signingKey);
    const text = canonicalJson({
      record: signed.record,
      keyId,
      signature: signature.toString('base64'),
    });

    expect(verifyVersions(replaced(record, bytesOf(text))).problems).toMatchObject([
      { message: 'the signature does not fit: it is not what was signed' },
    ]);
  });

  test('has one spelling: unused bits of its last letter are not free', () => {
    const text = textOf(record);
    const last = text.at(text.indexOf('=="') - 1) ?? '';
    const twin = last === 'A' ? 'B' : String.fromCharCode(last.charCodeAt(0) + 1);

    const files = replaced(record, bytesOf(text.replace(`${last}=="`, `${twin}=="`)));

    expect(verifyVersions(files).problems).toMatchObject([{ version: '2026-05-01', file: record }]);
  });

  test.each([
    [
      { signed: '2026-05-02' },
      'it was signed on 2026-05-02, after the day on which readers are said to have been told',
    ],
    [{ effective: '2026-04-30' }, 'it takes effect on 2026-04-30, before it was published'],
    [{ published: '2026-05-02' }, 'it is the record of 2026-05-02'],
    [{ policySha256: null }, 'a version without rules is a legacy one, and no other'],
    [{ note: 'more than a record says' }, 'it is not the record of a version'],
  ])('even by the right key does not make %o true', (lie, message) => {
    const files = replaced(record, resigned({ ...signed.record, ...lie }, signingKey));

    expect(verifyVersions(files).problems).toEqual([
      { version: '2026-05-01', file: record, message },
    ]);
  });

  test('of a key from before a rotation stays good', () => {
    const next = createPublicKey(generateKeyPairSync('ed25519').privateKey);
    const known = new Map([[keyIdOf(createPublicKey(signingKey)), createPublicKey(signingKey)]]);

    const files = replaced('keys.json', bytesOf(writeKeys(known, next)));

    expect(verifyVersions(files).problems).toEqual([]);
  });
});

test('the file of keys holds public keys alone', () => {
  const keys = textOf('keys.json');

  expect(() => createPrivateKey(keys)).toThrow(/unsupported|no start line|DECODER/);
  expect(Object.keys((JSON.parse(keys) as { keys: object[] }).keys[0] ?? {})).toEqual([
    'kid',
    'kty',
    'crv',
    'x',
  ]);
});

test('keys that are named after another key, or are none, are refused', () => {
  const keys = textOf('keys.json');
  const renamed = keys.replace(/"kid": "./, '"kid": "_');

  expect(verifyVersions(replaced('keys.json', bytesOf(renamed))).problems).toEqual([
    {
      file: 'keys.json',
      message: `\`_${keys.slice(keys.indexOf('"kid": "') + 9, keys.indexOf('",'))}\` is not the thumbprint of its key`,
    },
  ]);
  expect(verifyVersions(replaced('keys.json', bytesOf('[]'))).problems).toMatchObject([
    { file: 'keys.json' },
  ]);
});

test('a version is found by its day and by the start of its hashes, and never by too little', () => {
  const { versions } = verifyVersions(folder);
  const [, second] = versions;

  expect(findVersion(versions, '2026-03-01')).toBe(second);
  expect(findVersion(versions, second?.hash.slice(0, 8) ?? '')).toBe(second);
  expect(findVersion(versions, second?.policy?.hash ?? '')).toBe(second);
  expect(findVersion(versions, second?.hash.slice(0, 7) ?? '')).toBeUndefined();
  expect(findVersion(versions, '2026-03-02')).toBeUndefined();
});

function replaced(name: string, bytes: Uint8Array): readonly PublishedFile[] {
  return folder.map((file) => (file.name === name ? { name, bytes } : file));
}

function resigned(record: object, privateKey: KeyObject): Uint8Array {
  const signature = sign(
    null,
    Buffer.from(`troth/policy-version/1\n${canonicalJson(record)}`),
    privateKey,
  ).toString('base64');
  const keyId = keyIdOf(createPublicKey(privateKey));
  return bytesOf(canonicalJson({ record, keyId, signature }));
}

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function textOf(name: string): string {
  const file = folder.find((each) => each.name === name);
  return new TextDecoder().decode(file?.bytes);
}
