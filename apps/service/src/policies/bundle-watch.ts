import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { Clock } from '../runtime/clock.ts';
import { describeError, Log } from '../runtime/log.ts';
import type { Metrics } from '../runtime/metrics.ts';
import { installVersion, readBundle, RefusedBundle, versionsOf } from './install-bundle.ts';
import type { Installing } from './install-bundle.ts';
import type { PolicyStore } from './policy-store.ts';

const LOOK_MS = 2000;

/** What came of the last look at the bundle file. */
export type BundleStatus =
  | { readonly status: 'in-use' }
  /** The one before stays in use. */
  | { readonly status: 'refused'; readonly since: string; readonly why: string };

export interface Watched extends Installing {
  readonly store: PolicyStore;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Takes a new bundle into use without a restart: the file is looked at, and what other processes have
 * installed. The store gets all versions at once, so that no decision sees half of them.
 */
export class BundleWatch {
  readonly #watched: Watched;
  #metrics: Metrics | undefined;
  #seen: string;
  #status: BundleStatus = { status: 'in-use' };
  #turn: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;

  constructor(watched: Watched) {
    this.#watched = watched;
    this.#seen = stampOf(watched.file);
  }

  get status(): BundleStatus {
    return this.#status;
  }

  start(metrics: Metrics): void {
    this.#metrics = metrics;
    this.#gauge();
    this.#timer = setInterval(() => void this.look(), LOOK_MS);
    this.#timer.unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#turn;
  }

  /**
   * At the start: what the file holds, unless the database has gone further. Then what it has is in
   * use, and this process says that its file is refused.
   */
  async begin(text: string): Promise<void> {
    await this.#take(text);
    this.#watched.store.replace(await versionsOf(this.#watched));
  }

  /** One look, after those that were asked for before. Never throws: a failure is logged and shown. */
  look(): Promise<void> {
    this.#turn = this.#turn.then(() => this.#look());
    return this.#turn;
  }

  async #look(): Promise<void> {
    const { file, rows, store, log } = this.#watched;
    try {
      const stamp = stampOf(file);
      if (stamp !== this.#seen) {
        this.#seen = stamp;
        await this.#take(readFileSync(file, 'utf8'));
      }
      if ((await rows.newestInstallation())?.getTime() === store.newest()?.installedAt.getTime()) {
        return;
      }
      store.replace(await versionsOf(this.#watched));
      log.info('policies-loaded', { version: store.newest()?.policy.hash ?? 'none' });
    } catch (error) {
      log.error('policies-not-loaded', describeError(error));
    }
  }

  async #take(text: string): Promise<void> {
    const { file, key, clock, log } = this.#watched;
    try {
      const opened = readBundle(text, key.trusted, basename(file));
      await installVersion(this.#watched, { text, opened }, clock.now());
      this.#status = { status: 'in-use' };
    } catch (error) {
      if (!(error instanceof RefusedBundle)) {
        // The database does not answer: the same file is taken up at the next look.
        this.#seen = '';
        throw error;
      }
      const since = clock.now().toISOString();
      this.#status = { status: 'refused', since, why: error.message };
      log.error('bundle-refused', describeError(error));
    } finally {
      this.#gauge();
    }
  }

  #gauge(): void {
    const refused = this.#status.status === 'refused' ? 1 : 0;
    this.#metrics?.gauge('troth_bundle_refused', REFUSED_HELP, refused);
  }
}

const REFUSED_HELP = 'The bundle file holds one that is not used; the one before still is.';

/** Changes whenever the file does; a file that is not there is no news. */
function stampOf(file: string): string {
  const found = statSync(file, { bigint: true, throwIfNoEntry: false });
  return found === undefined ? '' : `${found.mtimeNs} ${found.size} ${found.ino}`;
}
