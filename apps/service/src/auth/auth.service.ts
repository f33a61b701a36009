import { hash, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Token } from '../generated/client.ts';
import { isDatabaseAway } from '../problems/database-away.ts';
import { Problem } from '../problems/problem.ts';
import { Clock } from '../runtime/clock.ts';
import { Ids } from '../runtime/ids.ts';
import { Settings } from '../runtime/settings.ts';
import { AuthRepository } from './auth.repository.ts';
import { Caller } from './caller.ts';
import { isScope, SCOPES } from './scopes.ts';
import type { Scope } from './scopes.ts';
import { SignIns } from './sign-ins.ts';

/** Longest time a token that another process revoked is still taken here. */
const CACHE_MS = 1000;
const CACHE_SIZE = 1000;
/** How long a token is taken without the database. */
const AWAY_MS = 15 * 60_000;

interface Seen {
  readonly caller: Caller | undefined;
  readonly until: number;
  /** When the database last said so. */
  readonly readAt: number;
}

/** What `GET /v1/tokens` shows; the token itself is never kept. */
export interface TokenView {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly scopes: readonly string[];
  readonly createdAt: string;
  readonly revokedAt?: string;
}

@Injectable()
export class AuthService {
  readonly #tokens: AuthRepository;
  readonly #clock: Clock;
  readonly #ids: Ids;
  readonly #signIns: SignIns;
  readonly #admin: string | undefined;
  readonly #seen = new Map<string, Seen>();

  constructor(
    tokens: AuthRepository,
    clock: Clock,
    ids: Ids,
    settings: Settings,
    signIns: SignIns,
  ) {
    this.#tokens = tokens;
    this.#signIns = signIns;
    this.#clock = clock;
    this.#ids = ids;
    const { adminToken } = settings.config;
    this.#admin = adminToken === undefined ? undefined : sha256(adminToken);
  }

  /** The caller behind an `Authorization` header, or nobody. */
  async authenticate(header: string | undefined): Promise<Caller | undefined> {
    const token = /^Bearer ([\x21-\x7e]{1,8192})$/i.exec(header ?? '')?.[1];
    if (token === undefined) return undefined;
    const digest = sha256(token);
    if (this.#admin !== undefined && isSame(digest, this.#admin)) return ADMIN;
    return this.#signIns.takes(token) ? this.#signIns.callerOf(token) : this.#machine(digest);
  }

  async #machine(digest: string): Promise<Caller | undefined> {
    const now = this.#clock.now().getTime();
    const seen = this.#seen.get(digest);
    if (seen !== undefined && seen.until > now && seen.until <= now + CACHE_MS) return seen.caller;
    const read = await this.#lookUp(digest, seen, now);
    if (this.#seen.size >= CACHE_SIZE) this.#seen.clear();
    this.#seen.set(digest, read);
    return read.caller;
  }

  /**
   * While the database does not answer, nobody can revoke a token there: who was let in a while ago
   * still is.
   */
  async #lookUp(digest: string, seen: Seen | undefined, now: number): Promise<Seen> {
    const until = now + CACHE_MS;
    try {
      const found = await this.#tokens.findByHash(digest);
      return { caller: found === null ? undefined : callerOf(found), until, readAt: now };
    } catch (error) {
      const isKnown = seen?.caller !== undefined && now - seen.readAt <= AWAY_MS;
      if (!isKnown || !isDatabaseAway(error)) throw error;
      return { ...seen, until };
    }
  }

  /** Makes the first token when there is no other way in. */
  async makeAdminToken(): Promise<
    { readonly token: string } | { readonly madeAt: Date } | undefined
  > {
    if (this.#admin !== undefined) return undefined;
    const existing = await this.#tokens.findByName(ADMIN.name);
    if (existing !== null) return { madeAt: existing.createdAt };
    const { token } = await this.create(ADMIN.name, 'service', SCOPES);
    return { token };
  }

  async create(
    name: string,
    kind: 'service' | 'person',
    scopes: readonly Scope[],
  ): Promise<{ readonly id: string; readonly token: string }> {
    const token = this.#ids.token();
    const id = this.#ids.id();
    const createdAt = this.#clock.now();
    await this.#tokens.add({ id, name, hash: sha256(token), scopes, kind, createdAt });
    return { id, token };
  }

  async list(): Promise<readonly TokenView[]> {
    return (await this.#tokens.list()).map(viewOf);
  }

  async revoke(id: string): Promise<void> {
    const revoked = await this.#tokens.revoke(id, this.#clock.now());
    if (!revoked) throw new Problem(404, 'There is no such token, or it is revoked already.');
    this.#seen.clear();
  }
}

const ADMIN = new Caller('admin', 'service', new Set(SCOPES));

function callerOf(token: Token): Caller {
  const kind = token.kind === 'person' ? 'person' : 'service';
  return new Caller(token.name, kind, new Set(token.scopes.filter(isScope)));
}

function viewOf(token: Token): TokenView {
  const { id, name, kind, scopes } = token;
  return {
    id,
    name,
    kind,
    scopes,
    createdAt: token.createdAt.toISOString(),
    ...(token.revokedAt === null ? {} : { revokedAt: token.revokedAt.toISOString() }),
  };
}

function sha256(text: string): string {
  return hash('sha256', text, 'hex');
}

function isSame(a: string, b: string): boolean {
  return timingSafeEqual(Buffer.from(a), Buffer.from(b));
}
