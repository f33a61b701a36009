import type { KeyObject } from 'node:crypto';
import type { Decider } from '@troth/decisions';
import { verifiedBundle } from './bundle/bundle-keeper.ts';
import { textOf, type ServiceConnection } from './bundle/bundle-source.ts';

/**
 * Policies that some subjects have accepted and are still bound by, beside the one in force. One that
 * the service does not know binds nobody; one that could not be fetched is `unknown`, and denies.
 */
export class OlderVersions {
  readonly #service: ServiceConnection;
  readonly #key: KeyObject;
  readonly #versions = new Map<string, Decider | 'none'>();

  constructor(service: ServiceConnection, key: KeyObject) {
    this.#service = service;
    this.#key = key;
  }

  of(hash: string): Decider | 'none' | 'unknown' {
    return this.#versions.get(hash) ?? 'unknown';
  }

  /** @throws Error when one could not be fetched */
  async fetch(hashes: Iterable<string>): Promise<void> {
    for (const hash of hashes) {
      if (this.#versions.has(hash)) continue;
      const query = new URLSearchParams({ version: hash });
      const response = await this.#service.fetch(
        `${this.#service.url}/v1/policy/bundle?${query.toString()}`,
        {
          headers: {},
          signal: AbortSignal.timeout(10_000),
        },
      );
      if (response.status === 404) {
        this.#versions.set(hash, 'none');
        continue;
      }
      const { bundle, decider } = verifiedBundle(await textOf(response), this.#key);
      this.#versions.set(hash, bundle.policy.hash === hash ? decider : 'none');
    }
  }
}
