import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CompiledPolicy, DataMap, Translation } from '@troth/compiler';
import { sealBundle } from '@troth/compiler';
import type { LightMyRequestResponse } from 'fastify';
import { boot } from '../boot.ts';
import type { Booted } from '../boot.ts';
import type { Config } from '../config.ts';
import { Database } from '../database/database.ts';
import { ErasureRunner } from '../erasures/erasure-runner.ts';
import { Overdue } from '../erasures/overdue.ts';
import { Clock } from '../runtime/clock.ts';
import { RandomIds } from '../runtime/ids.ts';
import { openSigningKey } from '../runtime/keys.ts';
import { Log } from '../runtime/log.ts';
import type { LogFields } from '../runtime/log.ts';
import { MemoryStores } from './memory-stores.ts';
import { northwindDataMap, northwindPolicy } from './northwind.ts';

export const ADMIN = 'test-admin-token-0123456789';

/** A clock that stands until a test moves it. */
export class TestClock extends Clock {
  #now: Date;

  constructor(now: string) {
    super();
    this.#now = new Date(now);
  }

  override now(): Date {
    return this.#now;
  }

  set(now: string): void {
    this.#now = new Date(now);
  }
}

export class MemoryLog extends Log {
  readonly lines: string[] = [];

  override info(event: string, fields: LogFields = {}): void {
    this.lines.push(JSON.stringify({ event, ...fields }));
  }

  override error(event: string, fields: LogFields = {}): void {
    this.lines.push(JSON.stringify({ event, ...fields }));
  }
}

export interface Wanted {
  readonly policy?: CompiledPolicy;
  readonly dataMaps?: readonly DataMap[];
  readonly translations?: readonly Translation[];
  readonly now?: string;
  readonly without?: readonly string[];
  readonly config?: Partial<Config>;
  readonly dataDir?: string;
  /** Signing key of another service. */
  readonly keyFile?: string;
  /** `made`: no POLICY_ADMIN_TOKEN is set. */
  readonly admin?: 'made';
}

export interface Answer {
  readonly status: number;
  // The tests read single fields of JSON bodies whose shapes they assert.
  readonly body: Record<string, never>;
  readonly raw: LightMyRequestResponse;
}

/** The real application on an embedded database, injected into; stores in memory. */
export class TestService {
  readonly clock: TestClock;
  readonly log = new MemoryLog();
  readonly dataDir: string;
  readonly stores: MemoryStores;
  readonly #wanted: Wanted;
  #booted: Booted | undefined;

  private constructor(wanted: Wanted) {
    this.#wanted = wanted;
    this.clock = new TestClock(wanted.now ?? '2026-06-01T12:00:00Z');
    this.dataDir = wanted.dataDir ?? mkdtempSync(join(tmpdir(), 'troth-service-'));
    this.stores = new MemoryStores([northwindDataMap], wanted.without);
  }

  static async start(wanted: Wanted = {}): Promise<TestService> {
    const service = new TestService(wanted);
    service.writeBundle(wanted.policy ?? northwindPolicy());
    await service.start();
    return service;
  }

  writeBundle(policy: CompiledPolicy, dataMaps?: readonly DataMap[]): void {
    const key = openSigningKey(this.#wanted.keyFile ?? join(this.dataDir, 'signing.key'));
    const maps = dataMaps ?? this.#wanted.dataMaps ?? [northwindDataMap];
    const { translations } = this.#wanted;
    const text = sealBundle(policy, maps, key.privateKey, {
      ...(translations && { translations }),
    });
    writeFileSync(join(this.dataDir, 'bundle.json'), text);
  }

  writeBundleSignedByAnother(policy: CompiledPolicy): void {
    const { privateKey } = generateKeyPairSync('ed25519');
    writeFileSync(join(this.dataDir, 'bundle.json'), sealBundle(policy, [], privateKey));
  }

  async start(): Promise<void> {
    const { clock, log, stores } = this;
    const openStores = (): Promise<MemoryStores> => Promise.resolve(stores);
    this.#booted = await boot(this.#config(), { clock, log, ids: new RandomIds(), openStores });
  }

  #config(): Config {
    return {
      port: 0,
      host: '127.0.0.1',
      dataDir: this.dataDir,
      policyDir: 'policy',
      stores: 'stores.yaml',
      ...(this.#wanted.admin === 'made' ? {} : { adminToken: ADMIN }),
      signingKey: join(this.dataDir, 'signing.key'),
      pseudonymKey: join(this.dataDir, 'pseudonym.key'),
      sweepMs: 3_600_000,
      variable: () => undefined,
      ...this.#wanted.config,
    };
  }

  get booted(): Booted {
    if (this.#booted === undefined) throw new Error('the service is not started');
    return this.#booted;
  }

  async stop(): Promise<void> {
    await this.booted.close();
    this.#booted = undefined;
  }

  async remove(): Promise<void> {
    if (this.#booted !== undefined) await this.stop();
    rmSync(this.dataDir, { recursive: true, force: true });
  }

  /** One round of the background sweep. */
  async sweep(): Promise<void> {
    await this.booted.app.get(Overdue).takeUpReleased();
    await this.booted.app.get(ErasureRunner).run('patient');
  }

  /** Every row of every table, as text. */
  async dump(): Promise<string> {
    const { client } = this.booted.app.get(Database);
    const tables = await client.$queryRaw<readonly { readonly name: string }[]>`
      SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'public'`;
    const rows = [];
    for (const { name } of tables) {
      rows.push(await client.$queryRawUnsafe(`SELECT t::text AS row FROM ${name} t`));
    }
    return JSON.stringify(rows);
  }

  get(url: string, token: string | null = ADMIN): Promise<Answer> {
    return this.send({ method: 'GET', url, token });
  }

  post(url: string, payload?: unknown, token: string | null = ADMIN): Promise<Answer> {
    return this.send({ method: 'POST', url, payload, token });
  }

  async send(request: {
    readonly method: 'GET' | 'POST' | 'DELETE';
    readonly url: string;
    readonly payload?: unknown;
    readonly token?: string | null;
    readonly headers?: Readonly<Record<string, string>>;
  }): Promise<Answer> {
    const { method, url, payload, token } = request;
    const text = typeof payload === 'string' ? payload : JSON.stringify(payload);
    const raw = await this.booted.app.inject({
      method,
      url,
      headers: {
        ...(token === null ? {} : { authorization: `Bearer ${token ?? ADMIN}` }),
        ...(payload === undefined ? {} : { 'content-type': 'application/json' }),
        ...request.headers,
      },
      ...(text === undefined ? {} : { payload: text }),
    });
    const isJson = String(raw.headers['content-type']).includes('json');
    const body: unknown = isJson && raw.payload !== '' ? JSON.parse(raw.payload) : {};
    if (!isBody(body)) throw new Error('a body that is not an object');
    return { status: raw.statusCode, body, raw };
  }
}

function isBody(value: unknown): value is Answer['body'] {
  return typeof value === 'object' && value !== null;
}
