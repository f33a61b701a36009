import { Injectable } from '@nestjs/common';
import { errors, jwtVerify } from 'jose';
import type { JWTHeaderParameters, JWTPayload } from 'jose';
import type { OidcConfig } from '../config.ts';
import { PolicyStore } from '../policies/policy-store.ts';
import { Problem } from '../problems/problem.ts';
import { Clock } from '../runtime/clock.ts';
import { minimumTlsOf } from '../runtime/minimum-tls.ts';
import { Pseudonyms } from '../runtime/pseudonyms.ts';
import { Settings } from '../runtime/settings.ts';
import { Caller } from './caller.ts';
import type { Authentication } from './caller.ts';
import { fetchDocument } from './fetch-document.ts';
import { IdentityProvider, ProviderAway } from './identity-provider.ts';
import { isScope } from './scopes.ts';
import type { Scope } from './scopes.ts';

const ALGORITHMS = ['RS256', 'ES256', 'EdDSA'];
/** An access token (RFC 9068) or an ID token; not a logout token, not a proof, not an event. */
const TYPES = new Set(['jwt', 'at+jwt', 'application/at+jwt']);
/** Clocks of two machines differ. */
const SKEW_SECONDS = 60;

/** People, by the tokens of the configured identity provider. */
@Injectable()
export class SignIns {
  readonly #oidc: OidcConfig | undefined;
  readonly #clock: Clock;
  readonly #pseudonyms: Pseudonyms;
  readonly #provider: IdentityProvider | undefined;

  constructor(settings: Settings, clock: Clock, pseudonyms: Pseudonyms, policies: PolicyStore) {
    const { oidc } = settings.config;
    this.#oidc = oidc;
    this.#clock = clock;
    this.#pseudonyms = pseudonyms;
    const now = (): Date => clock.now();
    const fetchText = (address: string): Promise<string> => {
      const policy = policies.inForce(now())?.policy;
      return fetchDocument(address, policy === undefined ? 'TLSv1.3' : minimumTlsOf(policy));
    };
    this.#provider = oidc && new IdentityProvider({ issuer: oidc.issuer, fetchText, now });
  }

  /** Whether this could be a token of the provider: three parts (RFC 7515 section 7.1). */
  takes(token: string): boolean {
    return this.#oidc !== undefined && /^[\w-]+\.[\w-]+\.[\w-]+$/.test(token);
  }

  /** Nobody, when the token is not good. @throws Problem 503 when nobody can say whether it is */
  async callerOf(token: string): Promise<Caller | undefined> {
    const oidc = this.#oidc;
    if (oidc === undefined || this.#provider === undefined) return undefined;
    try {
      const { payload, protectedHeader } = await jwtVerify(token, this.#provider.key, {
        algorithms: ALGORITHMS,
        issuer: oidc.issuer,
        audience: oidc.audience,
        requiredClaims: ['sub', 'exp', 'iat'],
        maxTokenAge: oidc.maxAgeSeconds,
        clockTolerance: SKEW_SECONDS,
        currentDate: this.#clock.now(),
      });
      return isForUs(protectedHeader, payload) ? this.#person(payload, oidc) : undefined;
    } catch (error) {
      if (error instanceof ProviderAway) {
        const detail = 'The identity provider does not answer, so nobody can say who you are.';
        throw Object.assign(new Problem(503, detail), { cause: error });
      }
      if (error instanceof errors.JOSEError) return undefined;
      throw error;
    }
  }

  #person(claims: JWTPayload, oidc: OidcConfig): Caller {
    const name = this.#pseudonyms.actor(JSON.stringify([oidc.issuer, claims.sub]));
    const scopes = scopesOf(claims[oidc.scopesClaim]);
    return new Caller(name, 'person', scopes, { authentication: authenticationOf(claims, oidc) });
  }
}

/** A token that is bound to a key (RFC 7800) is not good in whoever's hands. */
function isForUs({ typ }: JWTHeaderParameters, claims: JWTPayload): boolean {
  const isOfType = typ === undefined || TYPES.has(typ.toLowerCase());
  return isOfType && claims['cnf'] === undefined && claims.sub !== '';
}

/** Words between spaces (RFC 6749 section 3.3), or a list; those that are ours. */
function scopesOf(claim: unknown): ReadonlySet<Scope> {
  return new Set(wordsOf(typeof claim === 'string' ? claim.split(' ') : claim).filter(isScope));
}

function authenticationOf(claims: JWTPayload, { acrValues }: OidcConfig): Authentication {
  const { amr, acr, auth_time: at } = claims;
  const isListed = typeof acr === 'string' && acrValues.includes(acr);
  const methods = [...wordsOf(amr), ...(isListed ? ['mfa'] : [])];
  const isInstant = typeof at === 'number' && at >= 0 && at < 8.64e12;
  return { methods, ...(isInstant ? { at: new Date(at * 1000).toISOString() } : {}) };
}

function wordsOf(claim: unknown): readonly string[] {
  const list: readonly unknown[] = Array.isArray(claim) ? claim : [];
  return list.filter((word) => typeof word === 'string');
}
