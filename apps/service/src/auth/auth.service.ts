import { hash, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Token } from '../generated/client.ts';
import { isDatabaseAway } from '../problems/database-away.ts';
import { Allowances } from '../http/allowances.ts';
import { badField, Problem } from '../problems/problem.ts';
import { Clock } from '../runtime/clock.ts';
import { Ids } from '../runtime/ids.ts';
import { Settings } from '../runtime/settings.ts';
import { AuthRepository } from './auth.repository.ts';
import { Caller } from './caller.ts';
import { isOfAllTenants, isScope, SCOPES } from './scopes.ts';
import { SignIns } from './sign-ins.ts';
import type { RotationRequest, TokenRequest } from './token.schema.ts';
import { viewOf } from './token-view.ts';
import type { TokenView } from './token-view.ts';

/** Longest time a token that another process revoked is still taken here. */
const CACHE_MS = 1000;
const CACHE_SIZE = 1000;
/** How long a token is taken without the database. */
const AWAY_MS = 15 * 60_000;

interface Seen {
  readonly known: Known | undefined;
  readonly until: number;
  /** When the database last said so. */
  readonly readAt: number;
}

/** A secret that is taken. */
interface Known {
  readonly id: string;
  readonly caller: Caller;
  /** From this millisecond on it is not. */
  readonly endsAt: number;
  readonly perSecond: number | null;
}

/** Longest life of a token, and the one it has where nothing is said. */
const LONGEST_MS = 366 * 86_400_000;

/** A secret, shown this once. */
export interface MadeToken {
  readonly id: string;
  readonly token: string;
}

export interface RotatedToken extends MadeToken {
  readonly previousUntil: string;
}

@Injectable()
export class AuthService {
  readonly #tokens: AuthRepository;
  readonly #clock: Clock;
  readonly #ids: Ids;
  readonly #signIns: SignIns;
  readonly #admin: Buffer | undefined;
  readonly #seen = new Map<string, Seen>();
  readonly #allowances = new Allowances();

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
    this.#admin = adminToken === undefined ? undefined : Buffer.from(sha256(adminToken));
  }

  /** The caller behind an `Authorization` header, or nobody; a promise where it has to be looked up. */
  authenticate(header: string | undefined): Caller | undefined | Promise<Caller | undefined> {
    const token = /^Bearer ([\x21-\x7e]{1,8192})$/i.exec(header ?? '')?.[1];
    if (token === undefined) return undefined;
    const digest = sha256(token);
    if (this.#admin !== undefined && timingSafeEqual(Buffer.from(digest), this.#admin))
      return ADMIN;
    if (this.#signIns.takes(token)) return this.#signIns.callerOf(token);
    return this.#machine(digest);
  }

  #machine(digest: string): Caller | undefined | Promise<Caller | undefined> {
    const now = this.#clock.now().getTime();
    const seen = this.#seen.get(digest);
    if (seen !== undefined && seen.until > now && seen.until <= now + CACHE_MS) {
      return this.#taken(seen.known, now);
    }
    return this.#read(digest, seen, now).then((known) => this.#taken(known, now));
  }

  /** @throws Problem 429 when the token has a rate and is over it */
  #taken(known: Known | undefined, now: number): Caller | undefined {
    if (known === undefined || known.endsAt <= now) return undefined;
    const { id, perSecond, caller } = known;
    if (perSecond !== null && !this.#allowances.take(id, perSecond, now)) {
      throw new Problem(429, `This token may ask ${perSecond} times a second.`, [], 1);
    }
    return caller;
  }

  async #read(digest: string, seen: Seen | undefined, now: number): Promise<Known | undefined> {
    const read = await this.#lookUp(digest, seen, now);
    if (this.#seen.size >= CACHE_SIZE) this.#seen.clear();
    this.#seen.set(digest, read);
    return read.known;
  }

  /**
   * While the database does not answer, nobody can revoke a token there: who was let in a while ago
   * still is.
   */
  async #lookUp(digest: string, seen: Seen | undefined, now: number): Promise<Seen> {
    const until = now + CACHE_MS;
    try {
      const found = await this.#tokens.findByHash(digest, new Date(now));
      return { known: found === null ? undefined : knownBy(digest, found), until, readAt: now };
    } catch (error) {
      const isKnown = seen?.known !== undefined && now - seen.readAt <= AWAY_MS;
      if (!isKnown || !isDatabaseAway(error)) throw error;
      return { ...seen, until };
    }
  }

  /** Makes the first token when there is no other way in. */
  async makeAdminToken(): Promise<
    { readonly token: string } | { readonly madeAt: Date } | undefined
  > {
    if (this.#admin !== undefined) return undefined;
    const existing = await this.#tokens.findByName(ADMIN.name, this.#clock.now());
    if (existing !== null) return { madeAt: existing.createdAt };
    const { token } = await this.create({ name: ADMIN.name, scopes: SCOPES });
    return { token };
  }

  async create(request: TokenRequest): Promise<MadeToken> {
    const { name, kind = 'service', scopes, perSecond = null, tenant = null } = request;
    const beyond = tenant === null ? undefined : scopes.find(isOfAllTenants);
    if (beyond !== undefined)
      throw badField('/scopes', `\`${beyond}\` is about all tenants, not for a token of one`);
    const made = { id: this.#ids.id(), token: this.#ids.token() };
    const createdAt = this.#clock.now();
    const expiresAt = endWithin(createdAt, request.expiresAt) ?? longestFrom(createdAt);
    const { id, token } = made;
    const hashed = sha256(token);
    await this.#tokens.add({
      id,
      name,
      hash: hashed,
      scopes,
      kind,
      createdAt,
      expiresAt,
      perSecond,
      tenant,
    });
    return made;
  }

  /**
   * A new secret for the same token; the one before is taken for the overlap, and the one before that
   * no more.
   */
  async rotate(id: string, request: RotationRequest, by: Caller): Promise<RotatedToken> {
    const now = this.#clock.now();
    const old = await this.#tokens.findById(id, now);
    if (old === null || !by.maySee(old))
      throw new Problem(404, 'There is no such token, or it has ended.');
    by.mustHold(old.scopes.filter(isScope));
    const token = this.#ids.token();
    const overlapEnds = now.getTime() + request.overlapSeconds * 1000;
    // A secret never outlives what was said of it when it was given.
    const previousUntil = new Date(Math.min(overlapEnds, endOf(old.expiresAt)));
    const expiresAt = endWithin(now, request.expiresAt) ?? old.expiresAt ?? longestFrom(now);
    const next = sha256(token);
    const isDone = await this.#tokens.rotate({
      id,
      hash: old.hash,
      next,
      previousUntil,
      expiresAt,
    });
    if (!isDone) throw new Problem(409, 'Somebody else rotated or revoked it at the same time.');
    this.#seen.clear();
    return { id, token, previousUntil: previousUntil.toISOString() };
  }

  /** Tokens of before that nothing ends but a rotation or a revocation. */
  countEndless(): Promise<number> {
    return this.#tokens.countEndless();
  }

  async list(by: Caller): Promise<readonly TokenView[]> {
    return (await this.#tokens.list(by.tenant)).map(viewOf);
  }

  async revoke(id: string, by: Caller): Promise<void> {
    const revoked = await this.#tokens.revoke(id, by.tenant, this.#clock.now());
    if (!revoked) throw new Problem(404, 'There is no such token, or it is revoked already.');
    this.#seen.clear();
  }
}

const ADMIN = new Caller('admin', 'service', new Set(SCOPES));

function knownBy(digest: string, token: Token): Known {
  const { id, hash: current, expiresAt, previousUntil, perSecond } = token;
  const ends = digest === current ? [expiresAt] : [expiresAt, previousUntil];
  return { id, caller: callerOf(token), endsAt: Math.min(...ends.map(endOf)), perSecond };
}

function endOf(at: Date | null): number {
  return at?.getTime() ?? Number.POSITIVE_INFINITY;
}

function endWithin(now: Date, instant: string | undefined): Date | undefined {
  if (instant === undefined) return undefined;
  const at = new Date(instant);
  if (at <= now) throw badField('/expiresAt', '`expiresAt` is not in the future');
  if (at > longestFrom(now))
    throw badField('/expiresAt', '`expiresAt` is more than 366 days from now');
  return at;
}

function longestFrom(now: Date): Date {
  return new Date(now.getTime() + LONGEST_MS);
}

function callerOf(token: Token): Caller {
  const kind = token.kind === 'person' ? 'person' : 'service';
  const bound = token.tenant === null ? {} : { tenant: token.tenant };
  return new Caller(token.name, kind, new Set(token.scopes.filter(isScope)), bound);
}

function sha256(text: string): string {
  return hash('sha256', text, 'hex');
}
