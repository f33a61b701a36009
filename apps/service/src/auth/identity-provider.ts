import { createRemoteJWKSet, customFetch, errors } from 'jose';
import type { JWTVerifyGetKey, RemoteJWKSet } from 'jose';
import { isSafeToAsk } from '../config.ts';

/** How long keys are used without asking again, and how often a token with an unknown key may ask. */
const KEYS_MS = 10 * 60_000;
const UNKNOWN_KEY_MS = 30_000;
const DISCOVERY_MS = 60 * 60_000;
/** After a failure nobody is asked for so long. */
const AWAY_MS = 5000;

/** The identity provider cannot be asked, so nobody can be let in by its tokens. */
export class ProviderAway extends Error {
  override readonly name = 'ProviderAway';
}

export interface ProviderOptions {
  readonly issuer: string;
  readonly fetchText: (address: string) => Promise<string>;
  readonly now: () => Date;
}

/** Finds the provider's keys (OpenID Connect Discovery 1.0, RFC 7517) and keeps them for a while. */
export class IdentityProvider {
  readonly #options: ProviderOptions;
  #found: { readonly keys: Promise<RemoteJWKSet>; readonly at: number } | undefined;
  #failedAt = Number.NEGATIVE_INFINITY;

  constructor(options: ProviderOptions) {
    this.#options = options;
  }

  /**
   * The key that a token names.
   * @throws ProviderAway when it cannot be asked for; an error of `jose` when there is no such key
   */
  readonly key: JWTVerifyGetKey = async (header, token) => {
    try {
      const keys = await this.#keys();
      return await keys(header, token);
    } catch (error) {
      if (isTokensFault(error)) throw error;
      throw new ProviderAway('the identity provider does not answer', { cause: error });
    }
  };

  #keys(): Promise<RemoteJWKSet> {
    const now = this.#options.now().getTime();
    const age = now - (this.#found?.at ?? Number.NEGATIVE_INFINITY);
    if (this.#found === undefined || age < 0 || age > DISCOVERY_MS) {
      const keys = this.#discover();
      this.#found = { keys, at: now };
      keys.catch(() => {
        if (this.#found?.keys === keys) this.#found = undefined;
      });
    }
    return this.#found.keys;
  }

  async #discover(): Promise<RemoteJWKSet> {
    const { issuer } = this.#options;
    const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
    const document: unknown = JSON.parse(await this.#fetch(address));
    const { issuer: named, jwks_uri: keysAt } = fieldsOf(document);
    if (named !== issuer) throw new Error('the provider calls itself by another name');
    if (typeof keysAt !== 'string' || !isSafeToAsk(keysAt)) {
      throw new Error('the provider names no safe address of its keys');
    }
    return createRemoteJWKSet(new URL(keysAt), {
      cacheMaxAge: KEYS_MS,
      cooldownDuration: UNKNOWN_KEY_MS,
      [customFetch]: async (url) => new Response(await this.#fetch(url)),
    });
  }

  async #fetch(address: string): Promise<string> {
    const since = this.#options.now().getTime() - this.#failedAt;
    if (since >= 0 && since < AWAY_MS) throw new Error('it did not answer a moment ago');
    try {
      return await this.#options.fetchText(address);
    } catch (error) {
      this.#failedAt = this.#options.now().getTime();
      throw error;
    }
  }
}

function isTokensFault(error: unknown): boolean {
  return (
    error instanceof errors.JWKSNoMatchingKey ||
    error instanceof errors.JWKSMultipleMatchingKeys ||
    error instanceof errors.JOSENotSupported
  );
}

function fieldsOf(document: unknown): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(document ?? {}));
}
