import type { CompiledPolicy } from '@troth/compiler';

/** One file of the folder of published versions, as its bytes. */
export interface PublishedFile {
  /** Its name in the folder, `2026-03-01.txt`. */
  readonly name: string;
  /** Absent where the name is no regular file, or one that is too large to be a version. */
  readonly bytes?: Uint8Array;
}

/** Somebody who agreed to a change, in a role that `policy.yaml` names. */
export interface Approval {
  readonly role: string;
  readonly name: string;
}

/**
 * What is signed of a version, `DATE.version.json`. Days are `YYYY-MM-DD`, UTC. Its RFC 8785 form is
 * what the hash and the signature are of.
 */
export interface VersionRecord {
  readonly format: 'troth/policy-version/1';
  /** The day readers were told, and the name of the version. */
  readonly published: string;
  readonly effective: string;
  /** The day of the signature. */
  readonly signed: string;
  /** SHA-256, hex, of `DATE.txt`, the text as readers see it. */
  readonly textSha256: string;
  /** SHA-256, hex, of `DATE.policy.json`; `null` for a legacy version. */
  readonly policySha256: string | null;
  /** Published before this product was in use: a text, of which nobody stated the rules. */
  readonly legacy: boolean;
  /** Hash of the version before; `null` for the first. */
  readonly supersedes: string | null;
  /** It loosens, or may, something that stood on the day it was published. */
  readonly material: boolean;
  readonly approvals: readonly Approval[];
  /** The entry of the change log; `null` where none was needed and none was written. */
  readonly changeLog: string | null;
}

/** What must be known of a version to say whom it binds. */
export interface DatedVersion {
  /** `YYYY-MM-DD`; no two versions share it. */
  readonly published: string;
  /** `YYYY-MM-DD`, not before `published`. */
  readonly effective: string;
  /** Absent for a legacy version. */
  readonly policy?: CompiledPolicy;
}

/** A version whose files were found to be what was signed. */
export interface PublishedVersion extends DatedVersion {
  /** SHA-256, hex, of the RFC 8785 form of the record: the name that the next version supersedes it by. */
  readonly hash: string;
  readonly record: VersionRecord;
  readonly text: string;
}

/** The three files of a version, by what they hold. */
export const endings = {
  text: '.txt',
  policy: '.policy.json',
  record: '.version.json',
} as const;
