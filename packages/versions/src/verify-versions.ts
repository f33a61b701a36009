import { createHash } from 'node:crypto';
import { canonicalJson, sha256, type CompiledPolicy } from '@troth/compiler';
import { shapeOf } from '@troth/language';
import { plainText } from '@troth/page';
import { endings, type PublishedFile, type PublishedVersion } from './published-version.ts';
import { KEYS_FILE, readKeys, type VersionKeys } from './version-keys.ts';
import { hashOf, isSignedBy, parseJson, readRecord, type SignedRecord } from './version-record.ts';

/** What is wrong with a published version, or with the folder. */
export interface VersionProblem {
  /** The day that names the version; absent where the folder as a whole is meant. */
  readonly version?: string;
  /** Name of the file in the folder. */
  readonly file: string;
  /** A clause without capital and full stop. */
  readonly message: string;
}

export interface Verification {
  /** Oldest first; those before the first bad one where there is one. */
  readonly versions: readonly PublishedVersion[];
  /** Of the oldest bad version, and of files that belong to none; empty: all is as it was signed. */
  readonly problems: readonly VersionProblem[];
}

/**
 * Whether every version of a folder is what was signed: canonical bytes, hashes, signature by a key of
 * the folder, the unbroken chain, and the text that the policy renders. That the newest versions have
 * not been taken away as a whole, or all replaced along with the keys, only an older copy can tell.
 */
export function verifyVersions(files: readonly PublishedFile[]): Verification {
  const contents = new Map(files.map(({ name, bytes }) => [name, bytes]));
  const strays = files.filter(({ name }) => !isOfVersion(name) && name !== KEYS_FILE);
  const ofFolder = strays.map(({ name }) => ({
    file: name,
    message: 'it belongs to no version: nothing here is signed but texts, policies and records',
  }));
  const days = new Set(
    files.filter(({ name }) => isOfVersion(name)).map(({ name }) => dayOf(name)),
  );
  if (days.size === 0) return { versions: [], problems: ofFolder };
  const keys = keysOf(contents.get(KEYS_FILE));
  if (typeof keys === 'string')
    return { versions: [], problems: [{ file: KEYS_FILE, message: keys }, ...ofFolder] };
  const versions: PublishedVersion[] = [];
  for (const day of [...days].toSorted()) {
    const found = readVersion(day, { contents, keys, before: versions.at(-1) });
    if ('problem' in found) {
      const { file, message } = found.problem;
      return { versions, problems: [{ version: day, file, message }, ...ofFolder] };
    }
    versions.push(found.version);
  }
  return { versions, problems: ofFolder };
}

/** The version that somebody names by its day, or by eight or more digits of one of its hashes. */
export function findVersion(
  versions: readonly PublishedVersion[],
  name: string,
): PublishedVersion | undefined {
  const byDay = versions.find(({ published }) => published === name);
  if (byDay !== undefined || !/^[0-9a-f]{8,64}$/.test(name)) return byDay;
  const found = versions.filter(
    ({ hash, policy }) => hash.startsWith(name) || (policy?.hash.startsWith(name) ?? false),
  );
  return found.length === 1 ? found[0] : undefined;
}

const NAME = /^(\d{4}-\d{2}-\d{2})(?:\.txt|\.policy\.json|\.version\.json)$/;

function isOfVersion(name: string): boolean {
  return NAME.test(name);
}

function dayOf(name: string): string {
  return NAME.exec(name)?.[1] ?? '';
}

function keysOf(bytes: Uint8Array | undefined): VersionKeys | string {
  const text = textOf(bytes);
  return text === undefined
    ? 'there is no file of public keys to check the signatures with'
    : readKeys(text);
}

interface Surroundings {
  readonly contents: ReadonlyMap<string, Uint8Array | undefined>;
  readonly keys: VersionKeys;
  readonly before: PublishedVersion | undefined;
}

type Found =
  | { readonly version: PublishedVersion }
  | { readonly problem: { readonly file: string; readonly message: string } };

function readVersion(day: string, { contents, keys, before }: Surroundings): Found {
  const names = {
    record: `${day}${endings.record}`,
    text: `${day}${endings.text}`,
    policy: `${day}${endings.policy}`,
  };
  const bad = (file: string, message: string): Found => ({ problem: { file, message } });
  const recordText = textOf(contents.get(names.record));
  if (recordText === undefined)
    return bad(names.record, 'there is no readable record of this version, so nobody signed it');
  const signed = readRecord(recordText);
  if (typeof signed === 'string') return bad(names.record, signed);
  const { record } = signed;
  const ofRecord = signatureProblem(signed, keys) ?? chainProblem(signed, day, before);
  if (ofRecord !== undefined) return bad(names.record, ofRecord);
  const text = textOf(contents.get(names.text));
  if (text === undefined || bytesHash(contents.get(names.text)) !== record.textSha256)
    return bad(names.text, 'the text is not the one that was signed');
  const version = {
    hash: hashOf(record),
    published: record.published,
    effective: record.effective,
    record,
    text,
  };
  const policyBytes = contents.get(names.policy);
  if (record.policySha256 === null)
    return contents.has(names.policy)
      ? bad(names.policy, 'the version was signed without rules')
      : { version };
  if (bytesHash(policyBytes) !== record.policySha256)
    return bad(names.policy, 'the policy is not the one that was signed');
  const policy = readPolicy(textOf(policyBytes) ?? '', version);
  return typeof policy === 'string'
    ? bad(names.policy, policy)
    : { version: { ...version, policy } };
}

function signatureProblem(signed: SignedRecord, keys: VersionKeys): string | undefined {
  const key = keys.get(signed.keyId);
  if (key === undefined) return `it is signed with a key that ${KEYS_FILE} does not hold`;
  return isSignedBy(signed, key)
    ? undefined
    : 'the signature does not fit: it is not what was signed';
}

function chainProblem(
  { record }: SignedRecord,
  day: string,
  before: PublishedVersion | undefined,
): string | undefined {
  if (record.published !== day) return `it is the record of ${record.published}`;
  if (record.effective < day)
    return `it takes effect on ${record.effective}, before it was published`;
  if (record.signed > day && !record.legacy)
    return `it was signed on ${record.signed}, after the day on which readers are said to have been told`;
  if (record.supersedes === (before?.hash ?? null)) return undefined;
  return before === undefined
    ? 'the version it supersedes is not here'
    : `it does not supersede the version of ${before.published}: one between them is missing, or one before it was replaced`;
}

const policyShape = shapeOf<CompiledPolicy>({
  type: 'object',
  required: ['language', 'hash', 'version', 'noticeDays', 'approvals', 'sections', 'clauses'],
  properties: { language: { const: 1 } },
});

/** The bytes are those that were signed, so their shape is what this program once wrote; their meaning is checked against the record. */
function readPolicy(
  json: string,
  { published, effective, text }: { published: string; effective: string; text: string },
): CompiledPolicy | string {
  const policy = parseJson(json);
  if (!policyShape(policy)) return 'it is not a policy of a language that this program reads';
  if (canonicalJson(policy) !== json) return 'its bytes are not the canonical ones';
  const { hash, ...content } = policy;
  if (hash !== sha256(canonicalJson(content))) return 'the policy does not have the hash it states';
  if (policy.version.published !== published || policy.version.effective !== effective)
    return 'the policy states other dates than its record';
  return plainText(policy) === text ? policy : 'it does not render the text that was published';
}

function textOf(bytes: Uint8Array | undefined): string | undefined {
  if (bytes === undefined) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

function bytesHash(bytes: Uint8Array | undefined): string | undefined {
  return bytes && createHash('sha256').update(bytes).digest('hex');
}
