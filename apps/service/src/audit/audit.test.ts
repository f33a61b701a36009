import { createPublicKey } from 'node:crypto';
import { leafHash, openCheckpoint, verifyConsistency, verifyInclusion } from '@troth/audit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Database } from '../database/database.ts';
import { TestService } from '../testing/test-service.ts';
import { AuditService } from './audit.service.ts';

let service: TestService;

beforeAll(async () => {
  service = await TestService.start();
  const audit = service.booted.app.get(AuditService);
  for (let n = 0; n < 11; n += 1) {
    await audit.append([{ kind: 'test', at: new Date('2026-06-01T00:00:00Z'), n }]);
  }
});

afterAll(() => service.remove());

interface Proof {
  readonly hash: string;
  readonly size: number;
  readonly root: string;
  readonly inclusion: readonly string[];
  readonly consistency: { readonly size: number; readonly root: string; readonly proof: string[] };
}

const bytes = (base64: string) => new Uint8Array(Buffer.from(base64, 'base64'));

async function proofOf(leaf: number, since: number): Promise<Proof> {
  const { raw } = await service.get(`/v1/audit/proof?leaf=${leaf}&since=${since}`);
  return raw.json<Proof>();
}

test('the checkpoint is signed with the published key and fits the proofs', async () => {
  const { body } = await service.get('/.well-known/jwks.json', null);
  const { raw } = await service.get('/v1/audit/checkpoint');
  const head = raw.json<{ size: number; root: string; note: string }>();
  const proof = await proofOf(3, 5);

  const key = createPublicKey({ format: 'jwk', key: body['keys']?.[0] ?? {} });
  const opened = openCheckpoint(head.note, 'troth/audit', key);

  expect(opened).toMatchObject({ kind: 'valid', checkpoint: { size: 11 } });
  expect(head).toMatchObject({ size: 11, root: proof.root });
  expect(opened.kind === 'valid' && Buffer.from(opened.checkpoint.root).toString('base64')).toBe(
    proof.root,
  );
});

test.each([0, 3, 7, 8, 10])('entry %i is shown to be in the log', async (leaf) => {
  const { raw } = await service.get(`/v1/audit?from=${leaf}&limit=1`);
  const text = raw.json<{ entries: [{ leaf: string }] }>().entries[0].leaf;

  const proof = await proofOf(leaf, 5);

  const inclusion = {
    index: leaf,
    size: proof.size,
    leaf: leafHash(Buffer.from(text, 'utf8')),
    root: bytes(proof.root),
    proof: proof.inclusion.map(bytes),
  };
  expect(verifyInclusion(inclusion)).toBe(true);
  expect(verifyInclusion({ ...inclusion, leaf: leafHash(Buffer.from('forged')) })).toBe(false);
});

test('the log of today is shown to continue the one of before', async () => {
  const { size, root, consistency } = await proofOf(0, 5);

  const claim = {
    earlier: { size: consistency.size, root: bytes(consistency.root) },
    later: { size, root: bytes(root) },
    proof: consistency.proof.map(bytes),
  };

  expect(verifyConsistency(claim)).toBe(true);
});

test('an entry that is not there is answered with 404', async () => {
  const { status } = await service.get('/v1/audit/proof?leaf=11');

  expect(status).toBe(404);
});

test.each([
  `UPDATE audit_leaf SET kind = 'other' WHERE index = 0`,
  'DELETE FROM audit_leaf WHERE index = 0',
  'TRUNCATE audit_leaf',
])('the database refuses to rewrite the log: %s', async (sql) => {
  const { client } = service.booted.app.get(Database);

  await expect(client.$executeRawUnsafe(sql)).rejects.toThrow(/append-only/);
});
