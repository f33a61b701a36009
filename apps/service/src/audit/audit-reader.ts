import { Injectable } from '@nestjs/common';
import { consistencyProof, inclusionProof, rootOf, signCheckpoint, treeRoot } from '@troth/audit';
import { Problem } from '../problems/problem.ts';
import { Clock } from '../runtime/clock.ts';
import { SigningKey } from '../runtime/keys.ts';
import { AuditRepository } from './audit.repository.ts';

/** Name of the log in its checkpoints. */
const ORIGIN = 'troth/audit';

export interface EntryView {
  readonly index: number;
  readonly kind: string;
  readonly at: string;
  /** RFC 9162 leaf hash, base64. */
  readonly hash: string;
  /** The exact text that is hashed. */
  readonly leaf: string;
}

/** The head of the log. What counts is `note`, the signed text; the rest is for reading. */
export interface CheckpointView {
  readonly origin: string;
  readonly size: number;
  /** Base64. */
  readonly root: string;
  readonly at: string;
  /** RFC 7638 thumbprint of the key that signed. */
  readonly keyId: string;
  readonly note: string;
}

/** Hashes in base64, from the leaf upwards. */
export interface ProofView {
  readonly leaf: number;
  readonly hash: string;
  readonly size: number;
  readonly root: string;
  readonly inclusion: readonly string[];
  /** That today's log continues the one of `size` entries. */
  readonly consistency?: {
    readonly size: number;
    readonly root: string;
    readonly proof: readonly string[];
  };
}

@Injectable()
export class AuditReader {
  readonly #log: AuditRepository;
  readonly #key: SigningKey;
  readonly #clock: Clock;

  constructor(log: AuditRepository, key: SigningKey, clock: Clock) {
    this.#log = log;
    this.#key = key;
    this.#clock = clock;
  }

  async list(
    from: number,
    limit: number,
  ): Promise<{ readonly size: number; readonly entries: readonly EntryView[] }> {
    const [head, rows] = await Promise.all([this.#log.head(), this.#log.list(BigInt(from), limit)]);
    const entries = rows.map((row) => ({
      index: Number(row.index),
      kind: row.kind,
      at: row.at.toISOString(),
      hash: base64(row.hash),
      leaf: Buffer.from(row.bytes).toString('utf8'),
    }));
    return { size: head.size, entries };
  }

  async checkpoint(): Promise<CheckpointView> {
    const head = await this.#log.head();
    const at = this.#clock.now().toISOString();
    const checkpoint = { origin: ORIGIN, size: head.size, root: rootOf(head), at };
    const note = signCheckpoint(checkpoint, this.#key.privateKey);
    return { ...checkpoint, root: base64(checkpoint.root), keyId: this.#key.jwk.kid, note };
  }

  /** Read from the leaves' own hashes, never from the head, so that a damaged head is seen. */
  async proof(leaf: number, since: number | undefined): Promise<ProofView> {
    const head = await this.#log.head();
    const hashes = await this.#log.hashes(head.size);
    const hash = hashes[leaf];
    if (hash === undefined) throw new Problem(404, `The log has ${head.size} entries.`);
    const proof = {
      leaf,
      hash: base64(hash),
      size: hashes.length,
      root: base64(treeRoot(hashes)),
      inclusion: inclusionProof(hashes, leaf).map(base64),
    };
    if (since === undefined) return proof;
    if (since > hashes.length) throw new Problem(404, `The log has ${head.size} entries.`);
    const root = base64(treeRoot(hashes.slice(0, since)));
    const consistency = { size: since, root, proof: consistencyProof(hashes, since).map(base64) };
    return { ...proof, consistency };
  }
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
