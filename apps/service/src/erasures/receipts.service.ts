import { Injectable } from '@nestjs/common';
import { Problem } from '../problems/problem.ts';
import { SigningKey } from '../runtime/keys.ts';
import { ErasuresRepository } from './erasures.repository.ts';
import type { Receipt } from './receipt.ts';

/** To be checked with the keys of `/.well-known/jwks.json`: the signature is over `payload`. */
export interface SignedReceipt {
  /** The exact text that was hashed into the log when the erasure was done (RFC 8785). */
  readonly payload: string;
  /** Ed25519 over the UTF-8 bytes of `payload`, base64url. */
  readonly signature: string;
  readonly kid: string;
  readonly receipt: Receipt;
}

@Injectable()
export class ReceiptsService {
  readonly #erasures: ErasuresRepository;
  readonly #key: SigningKey;

  constructor(erasures: ErasuresRepository, key: SigningKey) {
    this.#erasures = erasures;
    this.#key = key;
  }

  async of(id: string): Promise<SignedReceipt> {
    const erasure = await this.#erasures.find(id);
    if (erasure === null) throw new Problem(404, 'There is no such erasure.');
    if (erasure.receipt === null) {
      throw new Problem(409, 'The erasure is not done, so there is no receipt.');
    }
    const payload = Buffer.from(erasure.receipt).toString('utf8');
    // Ed25519 is deterministic: the same receipt has the same signature each time.
    const signature = this.#key.sign(erasure.receipt);
    const receipt: Receipt = JSON.parse(payload); // written by `Completion` alone
    return { payload, signature, kid: this.#key.jwk.kid, receipt };
  }
}
