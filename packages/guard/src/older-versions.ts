import type { CompiledPolicy } from '@troth/compiler';
import type { Decider } from '@troth/decisions';
import { RefusedBundle, verifiedBundle } from './bundle/bundle-keeper.ts';
import { textOf, type ServiceConnection } from './bundle/bundle-source.ts';
import type { TrustedKeys } from './trusted-keys.ts';

const TIMEOUT_MS = 10_000;

/** A subject accepts a version by its hash, or by the day it was published. */
export function isNamed(policy: CompiledPolicy, accepted: string): boolean {
  return policy.hash === accepted || policy.version.published === accepted;
}

/**
 * Policies that some subjects have accepted and are still bound by, beside the one in force. One that
 * the service does not know binds nobody; one that could not be fetched is `unknown`, and denies.
 */
export class OlderVersions {
  readonly #service: ServiceConnection;
  readonly #keys: TrustedKeys;
  readonly #versions = new Map<string, Decider | 'none'>();

  constructor(service: ServiceConnection, keys: TrustedKeys) {
    this.#service = service;
    this.#keys = keys;
  }

  of(hash: string): Decider | 'none' | 'unknown' {
    return this.#versions.get(hash) ?? 'unknown';
  }

  /** Asks for each that is not here yet. @throws AggregateError of those that could not be had */
  async fetch(accepted: Iterable<string>): Promise<void> {
    const missing = [...accepted].filter((version) => !this.#versions.has(version));
    const settled = await Promise.allSettled(missing.map((version) => this.#fetchOne(version)));
    const errors = settled.flatMap((one): unknown[] =>
      one.status === 'rejected' ? [one.reason] : [],
    );
    if (errors.length > 0)
      throw new AggregateError(errors, `${errors.length} older versions could not be had`);
  }

  /** Another version than the one asked for is no answer: who is bound by it stays denied. */
  async #fetchOne(version: string): Promise<void> {
    const query = new URLSearchParams({ version });
    const url = `${this.#service.url}/v1/policy/bundle?${query.toString()}`;
    const response = await this.#service.fetch(url, {
      headers: {},
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (response.status === 404) {
      this.#versions.set(version, 'none');
      return;
    }
    const { bundle, decider } = verifiedBundle(await textOf(response), this.#keys);
    if (!isNamed(bundle.policy, version))
      throw new RefusedBundle('the service sent another version than the one asked for');
    this.#versions.set(version, decider);
  }
}
