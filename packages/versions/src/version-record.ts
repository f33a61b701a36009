import { sign, verify, type KeyObject } from 'node:crypto';
import { canonicalJson, sha256 } from '@troth/compiler';
import { shapeOf } from '@troth/language';
import type { VersionRecord } from './published-version.ts';

/** A record and who signed it. */
export interface SignedRecord {
  readonly record: VersionRecord;
  /** RFC 7638 thumbprint of the public key. */
  readonly keyId: string;
  /** Ed25519 (RFC 8032), base64. */
  readonly signature: string;
}

/** The name of a version, which the next one supersedes it by. */
export function hashOf(record: VersionRecord): string {
  return sha256(canonicalJson(record));
}

/**
 * The text of `DATE.version.json`.
 * @param privateKey an Ed25519 private key
 * @param keyId the thumbprint of its public half
 */
export function signRecord(record: VersionRecord, privateKey: KeyObject, keyId: string): string {
  const signature = sign(null, signedBytes(record), privateKey).toString('base64');
  return canonicalJson({ record, keyId, signature } satisfies SignedRecord);
}

/** The record of a file, or why it is none. Whether it is genuine is another question. */
export function readRecord(text: string): SignedRecord | string {
  const value = parseJson(text);
  if (!signedShape(value)) return 'it is not the record of a version';
  const { signature } = value;
  const respelled = Buffer.from(signature, 'base64').toString('base64');
  if (canonicalJson(value) !== text || respelled !== signature)
    return 'its bytes are not the canonical ones';
  const { legacy, policySha256 } = value.record;
  if (legacy !== (policySha256 === null))
    return 'a version without rules is a legacy one, and no other';
  return value;
}

export function isSignedBy({ record, signature }: SignedRecord, publicKey: KeyObject): boolean {
  return verify(null, signedBytes(record), publicKey, Buffer.from(signature, 'base64'));
}

/** What JSON text says; nothing for text that is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** The prefix keeps a signature made for something else from passing for a version's. */
function signedBytes(record: VersionRecord): Buffer {
  return Buffer.from(`troth/policy-version/1\n${canonicalJson(record)}`, 'utf8');
}

const text = { type: 'string', minLength: 1 } as const;
const day = { type: 'string', format: 'date' } as const;
const digest = { type: 'string', pattern: '^[0-9a-f]{64}$' } as const;

const recordProperties = {
  format: { const: 'troth/policy-version/1' },
  published: day,
  effective: day,
  signed: day,
  textSha256: digest,
  policySha256: { anyOf: [digest, { type: 'null' }] },
  legacy: { type: 'boolean' },
  supersedes: { anyOf: [digest, { type: 'null' }] },
  material: { type: 'boolean' },
  approvals: {
    type: 'array',
    items: {
      type: 'object',
      required: ['role', 'name'],
      properties: { role: text, name: text },
      additionalProperties: false,
    },
  },
  changeLog: { anyOf: [text, { type: 'null' }] },
} as const;

const signedShape = shapeOf<SignedRecord>({
  type: 'object',
  required: ['record', 'keyId', 'signature'],
  additionalProperties: false,
  properties: {
    record: {
      type: 'object',
      required: Object.keys(recordProperties),
      properties: recordProperties,
      additionalProperties: false,
    },
    keyId: text,
    signature: text,
  },
});
