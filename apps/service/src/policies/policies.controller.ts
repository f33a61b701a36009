import { Controller, Get, Headers, Query, Res } from '@nestjs/common';
import type { CompiledPolicy } from '@troth/compiler';
import type { FastifyReply } from 'fastify';
import { Open } from '../auth/scopes.ts';
import { Problem } from '../problems/problem.ts';
import { SchemaPipe } from '../problems/schema.pipe.ts';
import { Clock } from '../runtime/clock.ts';
import type { PublicJwk } from '../runtime/keys.ts';
import { SigningKey } from '../runtime/keys.ts';
import { bundleQuerySchema } from './policies.schema.ts';
import type { BundleQuery } from './policies.schema.ts';
import { PolicyStore } from './policy-store.ts';
import type { InstalledVersion } from './policy-store.ts';
import { asInstalled, BundleIssuer } from './served-bundle.ts';
import type { ServedBundle } from './served-bundle.ts';

interface VersionView {
  readonly hash: string;
  readonly published: string;
  readonly effective: string;
  readonly status: 'in-force' | 'scheduled' | 'superseded';
}

/** What everybody may read: the policy, its versions, the bundle and the keys to check it with. */
@Controller()
@Open()
export class PoliciesController {
  readonly #policies: PolicyStore;
  readonly #clock: Clock;
  readonly #key: SigningKey;
  readonly #issuer: BundleIssuer;

  constructor(policies: PolicyStore, clock: Clock, key: SigningKey, issuer: BundleIssuer) {
    this.#policies = policies;
    this.#clock = clock;
    this.#key = key;
    this.#issuer = issuer;
  }

  @Get('v1/policy')
  policy(): CompiledPolicy {
    return this.#current().policy;
  }

  @Get('v1/policy/versions')
  versions(): { readonly versions: readonly VersionView[] } {
    const today = this.#clock.now().toISOString().slice(0, 10);
    const current = this.#policies.inForce(this.#clock.now());
    const versions = this.#policies.all().map(({ policy }) => {
      const { published, effective } = policy.version;
      const late = effective > today ? 'scheduled' : 'superseded';
      const status = policy.hash === current?.policy.hash ? 'in-force' : late;
      return { hash: policy.hash, published, effective, status } as const;
    });
    return { versions };
  }

  @Get('v1/policy/bundle')
  bundle(
    @Headers('if-none-match') known: string | undefined,
    @Query(new SchemaPipe<BundleQuery>(bundleQuerySchema)) { version }: BundleQuery,
    @Res() reply: FastifyReply,
  ): void {
    const { bytes, etag } = this.#served(version);
    void reply.header('etag', etag).header('cache-control', 'no-cache');
    if (known !== undefined && matches(known, etag)) void reply.status(304).send();
    else void reply.header('content-type', 'application/json').send(Buffer.from(bytes));
  }

  @Get('.well-known/jwks.json')
  keys(): { readonly keys: readonly PublicJwk[] } {
    return { keys: this.#key.jwks };
  }

  #served(version: string | undefined): ServedBundle {
    if (version === undefined) return this.#issuer.issue(this.#current(), this.#clock.now());
    const named = this.#policies.named(version);
    if (named === undefined) throw new Problem(404, 'There never was such a version here.');
    return asInstalled(named);
  }

  #current(): InstalledVersion {
    const current = this.#policies.inForce(this.#clock.now());
    if (current === undefined) throw new Problem(404, 'No policy version is in force.');
    return current;
  }
}

/** RFC 9110 section 13.1.2: a list of tags, compared weakly, or `*`. */
function matches(header: string, etag: string): boolean {
  const tags = header.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags.includes('*') || tags.includes(etag);
}
