import { createPublicKey, type KeyObject } from 'node:crypto';
import { keyIdOf } from '@troth/audit';
import type { VersionDraft } from './prepare-version.ts';
import { endings, type PublishedFile } from './published-version.ts';
import { signRecord } from './version-record.ts';

/**
 * The files of a version, the signed record last: as long as it is not there, nothing is published.
 * @param privateKey an Ed25519 private key
 */
export function sealVersion(
  { record, files }: VersionDraft,
  privateKey: KeyObject,
): readonly Required<PublishedFile>[] {
  const keyId = keyIdOf(createPublicKey(privateKey));
  const signed = signRecord(record, privateKey, keyId);
  const name = `${record.published}${endings.record}`;
  return [...files, { name, bytes: new TextEncoder().encode(signed) }];
}
