import { Injectable } from '@nestjs/common';
import { signReceipt } from '@troth/audit';
import type { SignedReceipt } from '@troth/audit';
import type { Caller } from '../auth/caller.ts';
import { Problem } from '../problems/problem.ts';
import { SigningKey } from '../runtime/keys.ts';
import { ErasuresRepository } from './erasures.repository.ts';

/** Signed receipts, to be checked with the keys of `/.well-known/jwks.json`. */
@Injectable()
export class ReceiptsService {
  readonly #erasures: ErasuresRepository;
  readonly #key: SigningKey;

  constructor(erasures: ErasuresRepository, key: SigningKey) {
    this.#erasures = erasures;
    this.#key = key;
  }

  /** Ed25519 is deterministic: the same receipt has the same signature each time. */
  async of(id: string, by: Caller): Promise<SignedReceipt> {
    const erasure = await this.#erasures.find(id);
    if (erasure === null || !by.maySee(erasure))
      throw new Problem(404, 'There is no such erasure.');
    if (erasure.receipt === null) {
      throw new Problem(409, 'The erasure is not done, so there is no receipt.');
    }
    // Its hash is in the log since the erasure was done.
    const receipt: unknown = JSON.parse(Buffer.from(erasure.receipt).toString('utf8'));
    if (typeof receipt !== 'object' || receipt === null)
      throw new Error('a receipt without content');
    return signReceipt(receipt, this.#key.privateKey);
  }
}
