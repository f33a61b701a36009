import { openBundle } from '@troth/compiler';
import { createPublicKey } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder, troth, trothJson } from '../testing/run-troth.ts';
import { smallPolicyWith } from '../testing/small-policy.ts';

const shop: Readonly<Record<string, string>> = {
  ...smallPolicyWith(
    'policy/policy.yaml',
    'sections:',
    'data_maps: [apps/shop/data-map]\nsections:',
  ),
  'apps/shop/data-map/stores.yaml': `application: shop
stores:
  - { id: database, kind: database, schema: prisma/schema.prisma }
`,
  'apps/shop/prisma/schema.prisma': `/// @item shop.orders
model Order {
  /// @data none -- opaque key
  id    String @id
  /// @data shop.orders
  lines String @map("order_lines")
  @@map("orders")
}
`,
};

test('the bundle holds the policy and the data maps it names, signed by a key only the owner reads', async () => {
  const folder = temporaryFolder(shop);

  const run = await trothJson(
    ['bundle', '--out', 'out/policy.bundle', '--key', 'keys/policy.pem'],
    { cwd: folder },
  );

  expect(run.code).toBe(0);
  expect(run.err).toBe('troth: made the signing key keys/policy.pem; keep it secret\n');
  expect(statSync(join(folder, 'keys/policy.pem')).mode & 0o777).toBe(0o600);
  const publicKey = createPublicKey(readFileSync(join(folder, 'keys/policy.pem')));
  const { bundle } = openBundle(
    readFileSync(join(folder, 'out/policy.bundle'), 'utf8'),
    publicKey,
    'policy.bundle',
  );
  expect(run.json).toMatchObject({
    file: 'out/policy.bundle',
    policyVersion: bundle?.policy.hash,
    dataMapsHash: bundle?.dataMapsHash,
    applications: ['shop'],
  });
  expect(bundle?.dataMaps).toEqual([
    {
      application: 'shop',
      stores: [
        {
          kind: 'database',
          id: 'database',
          tables: [
            {
              name: 'orders',
              primaryKey: ['id'],
              columns: [
                { name: 'id', nullable: false, data: [], none: 'opaque key' },
                { name: 'order_lines', nullable: false, data: ['shop.orders'] },
              ],
              foreignKeys: [],
              item: 'shop.orders',
            },
          ],
        },
      ],
    },
  ]);
});

test('the same policy, map, key and instant make the same bundle, byte for byte', async () => {
  const folder = temporaryFolder(shop);
  const same = ['--key', 'k.pem', '--issued', '2026-11-23T12:00:00Z'];
  await troth(['bundle', '--out', 'a', ...same], { cwd: folder });

  const again = await troth(['bundle', '--out', 'b', ...same], { cwd: folder });

  expect(again).toMatchObject({ code: 0, err: '' });
  expect(readFileSync(join(folder, 'a'), 'utf8')).toBe(readFileSync(join(folder, 'b'), 'utf8'));
});

test('an instant that is none makes no bundle', async () => {
  const folder = temporaryFolder(shop);

  const { code, err } = await troth(['bundle', '--out', 'a', '--issued', 'soon'], { cwd: folder });

  expect(code).toBe(2);
  expect(err).toContain('--issued takes an instant');
});

test('a data map that is named and not there, or speaks of what is not there, makes no bundle', async () => {
  const { 'apps/shop/data-map/stores.yaml': map = '', ...without } = shop;
  const missing = temporaryFolder(without);
  const wrong = temporaryFolder({
    ...shop,
    'apps/shop/data-map/stores.yaml': map.replace('prisma/schema.prisma', 'prisma/other.prisma'),
  });

  const noMap = await troth(['bundle', '--out', 'b', '--key', 'k.pem'], { cwd: missing });
  const noSchema = await troth(['bundle', '--out', 'b', '--key', 'k.pem'], { cwd: wrong });

  expect([noMap.code, noSchema.code]).toEqual([2, 2]);
  expect(noMap.err).toBe(
    'troth: policy.yaml names the data map `apps/shop/data-map`, and no .yaml file stands there\n',
  );
  expect(noSchema.err).toContain('apps/shop/data-map/stores.yaml:3:');
  expect(noSchema.err).toContain(
    'error map/missing-schema: there is no schema `prisma/other.prisma`',
  );
  expect(() => statSync(join(wrong, 'b'))).toThrow('ENOENT');
});

test('a misplaced annotation makes no bundle, for the field below it would be erased by nobody', async () => {
  const schema = 'model Order {\n  id String @id\n  /// @data shop.orders\n\n}\n';
  const folder = temporaryFolder({ ...shop, 'apps/shop/prisma/schema.prisma': schema });

  const run = await troth(['bundle', '--out', 'b', '--key', 'k.pem'], { cwd: folder });

  expect(run.code).toBe(2);
  expect(run.err).toContain('apps/shop/prisma/schema.prisma:3:');
});

test('a key file that holds something else is refused, not replaced', async () => {
  const folder = temporaryFolder({ ...shop, 'k.pem': 'not a key\n' });

  const run = await troth(['bundle', '--out', 'b', '--key', 'k.pem'], { cwd: folder });

  expect(run.code).toBe(2);
  expect(run.err).toBe(`troth: \`${join(folder, 'k.pem')}\` holds no Ed25519 private key in PEM\n`);
  expect(readFileSync(join(folder, 'k.pem'), 'utf8')).toBe('not a key\n');
});
