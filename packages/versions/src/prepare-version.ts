import { createHash } from 'node:crypto';
import { canonicalJson, sha256 } from '@troth/compiler';
import { plainText } from '@troth/page';
import type { PublishedFile, PublishedVersion, VersionRecord } from './published-version.ts';
import { endings } from './published-version.ts';
import type { PublishRequest } from './publish-request.ts';
import { refusalsOf, standingOn } from './refusals.ts';
import { loosens } from './binding-versions.ts';

export type Preparation =
  | { readonly kind: 'ready'; readonly draft: VersionDraft }
  /** The same content stands published; there is nothing to do. */
  | { readonly kind: 'published'; readonly version: PublishedVersion }
  /** A sentence each, all at once. */
  | { readonly kind: 'refused'; readonly refusals: readonly string[] };

/** A version that only lacks its signature. */
export interface VersionDraft {
  readonly record: VersionRecord;
  /** The text, and the policy where it is not a legacy version. */
  readonly files: readonly Required<PublishedFile>[];
}

/** The version that a policy makes, or everything that forbids to publish it. */
export function prepareVersion(request: PublishRequest): Preparation {
  const { policy, versions } = request;
  const same = versions.find(({ published }) => published === policy.version.published);
  if (same?.policy !== undefined && same.policy.hash === policy.hash)
    return { kind: 'published', version: same };
  const refusals = refusalsOf(request);
  return refusals.length > 0
    ? { kind: 'refused', refusals }
    : { kind: 'ready', draft: draftOf(request) };
}

/**
 * The record of a text that was published before this product was in use: its bytes and its days.
 * What it promises is not stated, so a version that follows it counts as loosening.
 * @param text the file as it stands
 */
export function legacyVersion(request: {
  readonly text: Uint8Array;
  readonly published: string;
  readonly effective: string;
  readonly today: string;
}): VersionDraft {
  const { text, published, effective, today } = request;
  const record: VersionRecord = {
    format: 'troth/policy-version/1',
    published,
    effective,
    signed: today,
    textSha256: createHash('sha256').update(text).digest('hex'),
    policySha256: null,
    legacy: true,
    supersedes: null,
    material: false,
    approvals: [],
    changeLog: null,
  };
  return { record, files: [{ name: `${published}${endings.text}`, bytes: text }] };
}

function draftOf({ policy, versions, approvals, changeLog, today }: PublishRequest): VersionDraft {
  const { published, effective } = policy.version;
  const text = plainText(policy);
  const json = canonicalJson(policy);
  const standing = standingOn(versions, published);
  const record: VersionRecord = {
    format: 'troth/policy-version/1',
    published,
    effective,
    signed: today,
    textSha256: sha256(text),
    policySha256: sha256(json),
    legacy: false,
    supersedes: versions.at(-1)?.hash ?? null,
    material: standing.some((older) => loosens(older, { published, effective, policy })),
    approvals,
    changeLog: changeLog ?? null,
  };
  return {
    record,
    files: [
      { name: `${published}${endings.text}`, bytes: bytesOf(text) },
      { name: `${published}${endings.policy}`, bytes: bytesOf(json) },
    ],
  };
}

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
