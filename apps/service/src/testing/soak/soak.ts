import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openPseudonymKey, openSigningKey } from '../../runtime/keys.ts';
import { SoakClient } from './client.ts';
import { Editions } from './editions.ts';
import { Ledger } from './ledger.ts';
import type { Found, Lost } from './ledger.ts';
import type { OwnPostgres } from './own-postgres.ts';
import { Replica } from './replica.ts';
import { Tally } from './tally.ts';

const RELOAD_MS = 1000;
const OBSERVE_MS = 1000;
/** How long the database stays away when it is crashed. */
const AWAY_MS = 3000;

export interface SoakPlan {
  readonly seconds: number;
  /** Seconds from the start of a process to the killing of the next. */
  readonly killEvery: number;
  readonly clients: number;
  readonly seed: number;
}

export interface SoakReport {
  readonly tally: Tally;
  readonly lost: Lost & Found;
  readonly kills: number;
  readonly reloads: number;
  /** What the processes logged of requests that failed. */
  readonly failures: readonly string[];
}

/** Load on two processes while their policy changes each second, one is killed, and the database crashes. */
export async function soak(postgres: OwnPostgres, plan: SoakPlan): Promise<SoakReport> {
  const folder = mkdtempSync(join(tmpdir(), 'troth-soak-'));
  const trial = new Trial(postgres, plan, folder);
  try {
    return await trial.run();
  } finally {
    await trial.end();
    rmSync(folder, { recursive: true, force: true });
  }
}

class Trial {
  readonly #postgres: OwnPostgres;
  readonly #plan: SoakPlan;
  readonly #editions = new Editions();
  readonly #ledger = new Ledger();
  readonly #tally = new Tally();
  readonly #keyFile: string;
  readonly #replicas: readonly Replica[];
  /** Ends what comes and goes by the clock. */
  readonly #over = new AbortController();
  #kills = 0;

  constructor(postgres: OwnPostgres, plan: SoakPlan, folder: string) {
    this.#postgres = postgres;
    this.#plan = plan;
    this.#keyFile = join(folder, 'signing.key');
    const pseudonymKey = join(folder, 'pseudonym.key');
    openSigningKey(this.#keyFile);
    openPseudonymKey(pseudonymKey);
    this.#editions.writePolicyFolder(join(folder, 'policy'));
    const settings = {
      DATABASE_URL: postgres.url,
      SIGNING_KEY: this.#keyFile,
      PSEUDONYM_KEY: pseudonymKey,
      POLICY_DIR: join(folder, 'policy'),
    };
    this.#replicas = ['a', 'b'].map((name) => new Replica(join(folder, name), settings));
  }

  async run(): Promise<SoakReport> {
    for (const replica of this.#replicas) await replica.start();
    const { seconds, clients, seed } = this.#plan;
    const until = performance.now() + seconds * 1000;
    const around = {
      replicas: this.#replicas,
      editions: this.#editions,
      ledger: this.#ledger,
      tally: this.#tally,
      goesOn: () => performance.now() < until && !this.#over.signal.aborted,
    };
    const load = Array.from({ length: clients }, (_, number) =>
      new SoakClient(`s${seed}c${number}`, randomFrom(seed + number), around).run(),
    );
    const faults = [
      this.#every(RELOAD_MS, () => this.#reload()),
      this.#every(OBSERVE_MS, () => this.#observe()),
      this.#killInTurn(),
      this.#crashOnce(),
    ];
    await Promise.race([Promise.all(load), Promise.all(faults)]);
    await Promise.all(load);
    this.#over.abort();
    await Promise.all(faults);
    for (const replica of this.#replicas) await replica.stop();
    const lost = await this.#query((client) => this.#ledger.compare(client));
    const { reloads } = this.#editions;
    const failures = this.#replicas.flatMap((replica) => [...replica.failures]);
    return { tally: this.#tally, lost, kills: this.#kills, reloads, failures };
  }

  async end(): Promise<void> {
    this.#over.abort();
    for (const replica of this.#replicas) await replica.kill();
  }

  #reload(): Promise<void> {
    const bundle = this.#editions.next(this.#keyFile);
    for (const replica of this.#replicas) if (replica.serves) replica.load(bundle);
    return Promise.resolve();
  }

  /** While the database is away nothing new is acknowledged. */
  #observe(): Promise<void> {
    return this.#query((client) => this.#ledger.observe(client)).catch(() => undefined);
  }

  async #killInTurn(): Promise<void> {
    for (let turn = 0; await this.#wait(this.#plan.killEvery * 1000); turn += 1) {
      const replica = this.#replicas[turn % this.#replicas.length];
      await replica?.kill();
      this.#kills += 1;
      await this.#startAgain(replica);
    }
  }

  /** As whoever keeps processes running does it: until it serves. */
  async #startAgain(replica: Replica | undefined): Promise<void> {
    this.#editions.starting();
    for (;;) {
      try {
        await replica?.start();
        return this.#editions.started();
      } catch {
        if (!(await this.#wait(1000))) return;
      }
    }
  }

  async #crashOnce(): Promise<void> {
    if (!(await this.#wait((this.#plan.seconds * 1000) / 2))) return;
    const back = this.#ledger.outage();
    await this.#postgres.crash();
    await pause(AWAY_MS);
    await this.#postgres.startAgain();
    back();
  }

  async #every(ms: number, work: () => Promise<void>): Promise<void> {
    while (await this.#wait(ms)) await work();
  }

  /** @returns whether it still goes on */
  async #wait(ms: number): Promise<boolean> {
    const { signal } = this.#over;
    return pause(ms, true, { signal }).catch(() => false);
  }

  async #query<T>(work: (client: import('pg').Client) => Promise<T>): Promise<T> {
    const { default: pg } = await import('pg');
    const client = new pg.Client({ connectionString: this.#postgres.url });
    // A connection that is cut says so twice; the query's own failure is the one that is looked at.
    client.on('error', () => undefined);
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  }
}

/** Mulberry32: the same numbers for the same seed. */
function randomFrom(seed: number): () => number {
  let state = Math.imul(seed + 1, 0x9e3779b9);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
