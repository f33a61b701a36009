import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';

import { PGlite } from '@electric-sql/pglite';
import type { ConsoleLogger } from '@nestjs/common';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { Egress } from '@troth/guard';
import type { Guard } from '@troth/guard';
import { PrismaPGlite } from 'pglite-prisma-adapter';

import { AppModule } from '../app.module.ts';
import { Clock } from '../foundation/clock.ts';
import { Database, guarded } from '../foundation/database.ts';
import { Outgoing } from '../foundation/outgoing.ts';
import type { OutgoingRequest } from '../foundation/outgoing.ts';
import { prepareHttp } from '../http.ts';
import { Cache } from '../redis/cache.ts';
import { Queue } from '../redis/queue.ts';
import type { Job, Taken } from '../redis/queue.ts';
import { RequestLog } from '../request-log/request-log.ts';
import { ObjectStorage } from '../snapshots/object-storage.ts';
import type { StoredObject } from '../snapshots/object-storage.ts';
import { testConfig } from './test-config.ts';
import { denials, startTestGuard } from './test-guard.ts';

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

export interface Ask {
  readonly token?: string;
  readonly body?: object | string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The whole platform, with PostgreSQL in process and others' machines in memory. */
export class TestPlatform {
  readonly outgoing = new RecordedOutgoing();
  readonly clock = new SetClock();
  readonly objects = new ObjectsInMemory();
  readonly cache = new CacheInMemory();
  readonly printed: string[] = [];
  /** What the guard has refused. */
  readonly denials = denials;
  readonly database: Database;
  readonly #postgres: PGlite;
  /** One for each question whose request record is not written yet. */
  readonly #unrecorded: (() => void)[] = [];
  #app: NestFastifyApplication | undefined;

  constructor(postgres: PGlite) {
    this.#postgres = postgres;
    this.database = new Database({ adapter: new PrismaPGlite(postgres) });
  }

  async start(): Promise<void> {
    for (const migration of migrations()) await this.#postgres.exec(migration);
    const guard = await startTestGuard();
    this.outgoing.guard = guard;
    const module = await Test.createTestingModule({ imports: [AppModule.with(testConfig, guard)] })
      .overrideProvider(Database)
      .useValue(guarded(this.database, guard))
      .overrideProvider(Clock)
      .useValue(this.clock)
      .overrideProvider(Outgoing)
      .useValue(this.outgoing)
      .overrideProvider(ObjectStorage)
      .useValue(this.objects)
      .overrideProvider(Cache)
      .useValue(this.cache)
      .overrideProvider(Queue)
      .useValue(new QueueInMemory())
      .compile();
    module.useLogger(printingInto(this.printed));
    const app = module.createNestApplication<NestFastifyApplication>(
      new FastifyAdapter({ trustProxy: (_address, hop) => hop === 0 }),
      { rawBody: true },
    );
    this.#watch(app.get(RequestLog));
    prepareHttp(app);
    await app.init();
    this.#app = app;
  }

  /** The record of a request is written after its answer is sent; `ask` waits for both. */
  #watch(log: RequestLog): void {
    const record = log.record.bind(log);
    log.record = async (request, reply) => {
      await record(request, reply);
      this.#unrecorded.shift()?.();
    };
  }

  async stop(): Promise<void> {
    await this.#app?.close();
    await this.#postgres.close();
  }

  get<Port>(port: abstract new (...args: never[]) => Port): Port {
    if (this.#app === undefined) throw new Error('the platform is not started');
    return this.#app.get<Port>(port);
  }

  async ask(
    method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE',
    url: string,
    ask: Ask = {},
  ): Promise<Answer> {
    if (this.#app === undefined) throw new Error('the platform is not started');
    const { promise: recorded, resolve } = Promise.withResolvers<void>();
    this.#unrecorded.push(resolve);
    const response = await this.#app.inject({
      method,
      url,
      headers: {
        ...ask.headers,
        ...(ask.token !== undefined && { authorization: `Bearer ${ask.token}` }),
      },
      ...(ask.body !== undefined && { payload: ask.body }),
    });
    await recorded;
    const isJson = String(response.headers['content-type']).startsWith('application/json');
    return { status: response.statusCode, body: isJson ? response.json<unknown>() : response.body };
  }

  /** A new account by password; its session's token. */
  async signUp(name: string, email: string): Promise<string> {
    const { body } = await this.ask('POST', '/accounts', {
      body: { name, email, password: 'a long enough password' },
    });
    return textOf(body, 'token');
  }
}

/** The platform's migrations, oldest first. */
export function migrations(): readonly string[] {
  const folder = join(import.meta.dirname, '../../prisma/migrations');
  const files = globSync('*/migration.sql', { cwd: folder }).toSorted();
  return files.map((file) => readFileSync(join(folder, file), 'utf8'));
}

export async function startPlatform(): Promise<TestPlatform> {
  const platform = new TestPlatform(await PGlite.create());
  await platform.start();
  return platform;
}

/** The text of one property of an answer. */
export function textOf(body: unknown, property: string): string {
  const value: unknown = Object.fromEntries(Object.entries(body ?? {}))[property];
  if (typeof value !== 'string') throw new Error(`the answer has no text \`${property}\``);
  return value;
}

export class SetClock extends Clock {
  at = new Date('2026-11-23T12:00:00Z');

  override now(): Date {
    return this.at;
  }
}

/** What was asked of whom; answers stand by address, and an address without one is a broken line. */
export class RecordedOutgoing extends Outgoing {
  readonly requests: { readonly url: string; readonly request: OutgoingRequest }[] = [];
  readonly answers = new Map<string, unknown>();
  guard: Guard | undefined;

  /** Nothing is let through here that would not leave in production. */
  override async fetch(url: string, request: OutgoingRequest = {}): Promise<Response> {
    const text = [url, String(request.body ?? '')].join('\n');
    if (this.guard) new Egress(this.guard).check({ url: new URL(url), text, isFile: false });
    this.requests.push({ url, request });
    const answer = this.answers.get(url);
    if (answer === undefined) throw new Error(`no line to ${new URL(url).host}`);
    return Response.json(answer);
  }

  /** The JSON bodies that were sent to an address. */
  sentTo(url: string): unknown[] {
    return this.requests
      .filter((sent) => sent.url === url)
      .map(({ request }): unknown => JSON.parse(String(request.body)));
  }
}

class ObjectsInMemory extends ObjectStorage {
  readonly objects = new Map<string, Buffer>();

  override async put({ key, content }: StoredObject): Promise<void> {
    this.objects.set(key, await buffer(content));
  }

  override read(key: string): Promise<Readable> {
    return Promise.resolve(Readable.from([this.objects.get(key)]));
  }

  override remove(key: string): Promise<void> {
    this.objects.delete(key);
    return Promise.resolve();
  }
}

class CacheInMemory extends Cache {
  readonly entries = new Map<string, string>();

  override read(key: string): Promise<string | undefined> {
    return Promise.resolve(this.entries.get(key));
  }

  override keep(key: string, value: string): Promise<void> {
    this.entries.set(key, value);
    return Promise.resolve();
  }

  override forget(key: string): Promise<void> {
    this.entries.delete(key);
    return Promise.resolve();
  }
}

class QueueInMemory extends Queue {
  readonly #waiting: Job[] = [];

  override add(job: Job): Promise<void> {
    this.#waiting.push(job);
    return Promise.resolve();
  }

  override take(): Promise<Taken | undefined> {
    const [job] = this.#waiting;
    const done = (): Promise<void> => {
      this.#waiting.shift();
      return Promise.resolve();
    };
    return Promise.resolve(job && { job, done });
  }
}

function printingInto(lines: string[]): Pick<ConsoleLogger, 'log' | 'error' | 'warn'> {
  const print = (...parts: readonly unknown[]): void => {
    lines.push(JSON.stringify(parts));
  };
  return { log: print, error: print, warn: print };
}
