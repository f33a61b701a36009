import { BUNDLE_FORMATS, rulesOf, type CompiledPolicy, type DataMap } from '@troth/compiler';
import type { Decision, DecisionRequest } from '@troth/decisions';
import { Agent, fetch as undiciFetch } from 'undici';
import { BundleDisk } from './bundle/bundle-disk.ts';
import {
  AGES,
  BundleKeeper,
  type Ages,
  type Freshness,
  type Held,
} from './bundle/bundle-keeper.ts';
import {
  bundleFile,
  bundleService,
  type BundleSource,
  type ServiceConnection,
} from './bundle/bundle-source.ts';
import { Denied, type Denial } from './denial.ts';
import { SubjectFeed, type FeedOptions, type Recorded } from './feed/subject-feed.ts';
import type { GuardOptions } from './guard-options.ts';
import { isNamed, OlderVersions } from './older-versions.ts';
import { Polling } from './polling.ts';
import { Report } from './report.ts';
import { runIn, type Mode, type Scope } from './scope.ts';
import { Traces } from './traces.ts';
import { TrustedKeys } from './trusted-keys.ts';

/** The bundle formats that this guard reads; it refuses any other. */
export const SUPPORTED_BUNDLE_FORMATS: readonly number[] = BUNDLE_FORMATS;

export interface GuardStatus {
  readonly bundle: Freshness;
  readonly feed: 'none' | 'fresh' | 'stale';
  /** Hash of the policy in force here. */
  readonly policyVersion?: string;
  readonly confirmedAt?: Date;
}

const GLASS_MS = 24 * 3_600_000;

/**
 * Decides in process, by the signed bundle and what is recorded of subjects. Without a bundle, or
 * with one that has expired, everything is denied.
 */
export class Guard {
  readonly application: string;
  readonly ownHosts: readonly string[];
  readonly report: Report;
  readonly now: () => Date;
  /** What the stores of this application do by themselves. */
  readonly keeps: NonNullable<GuardOptions['keeps']>;
  /** Whether what leaves this process is looked at; `installEgress` says so. */
  watchesEgress = false;
  readonly #options: GuardOptions;
  readonly #keeper: BundleKeeper;
  readonly #sources: readonly BundleSource[];
  readonly #feed: SubjectFeed | undefined;
  readonly #older: OlderVersions | undefined;
  readonly #polling: Polling;

  /** Reads what is kept and asks for what is new, then goes on asking until `stop`. */
  static async start(options: GuardOptions): Promise<Guard> {
    const guard = new Guard(options);
    await guard.#keeper.restore().catch((error: unknown) => guard.#alarm('kept bundle', error));
    await guard.refresh();
    guard.#polling.start();
    return guard;
  }

  /** Knows no policy yet, and denies; `Guard.start` makes one that does. */
  constructor(options: GuardOptions) {
    const { now = () => new Date(), service } = options;
    this.#options = options;
    this.application = options.application;
    this.now = now;
    this.keeps = options.keeps ?? {};
    this.report = new Report(options.onDenial, now);
    this.ownHosts = [
      ...(options.ownHosts ?? []),
      ...(service ? [new URL(service.url).hostname] : []),
    ];
    const keys = new TrustedKeys(options.publicKey, now);
    const connection = service && connectionTo(service, options.fetch);
    this.#keeper = new BundleKeeper(keys, new BundleDisk(options.folder), now, agesOf(options));
    this.#sources = sourcesOf(options, connection);
    this.#older = connection && new OlderVersions(connection, keys);
    this.#feed = connection && feedOf(options, { service: connection, keys, now });
    this.#polling = new Polling([
      { everyMs: options.pollEveryMs ?? 30_000, work: () => this.refresh() },
      ...(this.#feed
        ? [{ everyMs: options.feed?.everyMs ?? 1000, work: () => this.#follow() }]
        : []),
    ]);
  }

  stop(): void {
    this.#polling.stop();
    this.report.flush();
  }

  /** Asks every source once. Never throws: what could not be learnt is said to `onAlarm`. */
  async refresh(): Promise<void> {
    for (const source of this.#sources) {
      await source.poll(this.#keeper).catch((error: unknown) => this.#alarm('bundle', error));
    }
    const { bundle, confirmedAt } = this.status();
    if (bundle === 'alarm' || bundle === 'expired')
      this.#options.onAlarm(
        `the bundle was last confirmed at ${confirmedAt?.toISOString() ?? 'no time'}: ${bundle}`,
      );
    await this.#follow();
  }

  status(): GuardStatus {
    const policy = this.policy;
    return {
      bundle: this.#keeper.freshness(),
      feed: this.#feed?.freshness ?? 'none',
      ...(policy && { policyVersion: policy.hash }),
      ...(this.#keeper.confirmedAt && { confirmedAt: this.#keeper.confirmedAt }),
    };
  }

  /** None: everything is denied. */
  get policy(): CompiledPolicy | undefined {
    return this.#keeper.held?.bundle.policy;
  }

  /** What this application's columns hold, as the bundle in force says. */
  get dataMap(): DataMap | undefined {
    const maps = this.#keeper.held?.bundle.dataMaps;
    return maps?.find(({ application }) => application === this.application);
  }

  /** Whether nothing is recorded of a subject, by news that are fresh. */
  isLikeAll(subject: NonNullable<DecisionRequest['subject']>): boolean {
    return this.#feed?.freshness === 'fresh' && this.#feed.isLikeAll(subject);
  }

  /** May this be done? Every version that binds the subject must permit it. */
  decide(request: DecisionRequest): Decision {
    const held = this.#keeper.held;
    if (held === undefined) return denied(NO_POLICY);
    const recorded = request.subject && this.#feed?.of(request.subject);
    const decision = this.#decideBy(held, request, recorded ?? NOTHING_RECORDED);
    const isHeard = request.subject === undefined || this.#feed?.freshness === 'fresh';
    if (decision.effect === 'deny' || isHeard) return decision;
    return this.#withoutNews(held, request, recorded) ?? decision;
  }

  /**
   * Notes what is denied; in mode `enforce` nothing comes after it.
   * @throws Denied in mode `enforce`
   */
  refuse(denial: Denial, mode: Mode): undefined {
    this.report.add(denial, mode);
    if (mode === 'enforce') throw new Denied(denial);
    return undefined;
  }

  /** Does work for a purpose outside a request: a job, a queue's message. */
  for<T>(
    purpose: string,
    scope: Partial<Omit<Scope, 'purpose' | 'traces'>> & { readonly where: string },
    work: () => PromiseLike<T> | T,
  ): Promise<T> {
    const all: Scope = { mode: 'enforce', ...scope, purpose, traces: new Traces() };
    return runIn(all, async () => work());
  }

  /** Writes what a clause demands to be logged. @throws Error when it cannot be written */
  async logAccess(decision: Decision, request: DecisionRequest, where: string): Promise<void> {
    if (!decision.obligations.some(({ type }) => type === 'log')) return;
    const { purpose, data } = request;
    const clauses = decision.reasons;
    await this.#options.audit({ kind: 'access', where, purpose, data, clauses, at: this.now() });
  }

  /**
   * Lets an expired bundle go on for 24 hours, once it is in the audit log.
   * @throws Error when the audit log does not take it
   */
  async breakGlass({
    by,
    reason,
  }: {
    readonly by: string;
    readonly reason: string;
  }): Promise<Date> {
    if (by.trim() === '' || reason.trim() === '')
      throw new Error('say who breaks the glass, and why');
    const at = this.now();
    const until = new Date(at.getTime() + GLASS_MS);
    await this.#options.audit({ kind: 'break-glass', by, reason, at, until });
    await this.#keeper.breakGlass(until);
    this.#options.onAlarm(`${by} broke the glass until ${until.toISOString()}: ${reason}`);
    return until;
  }

  #decideBy({ decider, bundle }: Held, request: DecisionRequest, recorded: Recorded): Decision {
    const now = this.now();
    const decision = decider.decide(request, recorded, now);
    const { acceptedPolicy } = recorded;
    const isBoundTwice = acceptedPolicy !== undefined && !isNamed(bundle.policy, acceptedPolicy);
    if (decision.effect === 'deny' || !isBoundTwice) return decision;
    const older = this.#older?.of(acceptedPolicy) ?? 'unknown';
    if (older === 'unknown')
      return denied(`The policy ${acceptedPolicy}, which binds this subject, is not here.`);
    return older === 'none' ? decision : older.decide(request, recorded, now);
  }

  /** What an objection or a restriction would forbid is denied while one may be unknown here; any other goes on. */
  #withoutNews(
    held: Held,
    request: DecisionRequest,
    { acceptedPolicy }: Recorded = NOTHING_RECORDED,
  ): Decision | undefined {
    const { policy } = held.bundle;
    const doubted = this.#decideBy(held, request, {
      optOuts: policy.vocabulary.purposes.map(({ id }) => id),
      consents: [],
      restricted:
        rulesOf(policy, 'grant').some(({ rule }) => rule.rights.includes('restrict')) &&
        this.#feed?.knowsRestrictions !== true,
      ...(acceptedPolicy !== undefined && { acceptedPolicy }),
    });
    if (doubted.effect === 'permit') return undefined;
    return { ...denied(unheard(this.#feed?.trueAt)), reasons: doubted.reasons };
  }

  async #follow(): Promise<void> {
    const feed = this.#feed;
    if (feed === undefined) return;
    const follow = async (): Promise<void> => {
      await feed.poll();
      await this.#older?.fetch(feed.acceptedVersions());
      if (feed.freshness === 'stale')
        throw new Error(`it is known as of ${feed.trueAt?.toISOString() ?? 'no time'}: stale`);
    };
    await follow().catch((error: unknown) => this.#alarm('feed of subjects', error));
  }

  #alarm(what: string, error: unknown): void {
    const why = error instanceof Error ? error.message : 'unknown';
    this.#options.onAlarm(`${what}: ${why}`);
  }
}

function unheard(trueAt: Date | undefined): string {
  return trueAt === undefined
    ? 'Nothing was heard yet of objections and restrictions, and one would forbid this.'
    : `Objections and restrictions are known here as of ${trueAt.toISOString()}, which is not fresh, and one would forbid this.`;
}

const NOTHING_RECORDED: Recorded = { optOuts: [], restricted: false };

const NO_POLICY =
  'The guard has no policy in force: no bundle was ever verified, or the last one has expired.';

function denied(explanation: string): Decision {
  return { effect: 'deny', obligations: [], reasons: [], explanation };
}

function agesOf({ alarmAfterMs, expiresAfterMs }: GuardOptions): Ages {
  return {
    alarmAfterMs: alarmAfterMs ?? AGES.alarmAfterMs,
    expiresAfterMs: expiresAfterMs ?? AGES.expiresAfterMs,
  };
}

function sourcesOf(
  { bundleFile: file }: GuardOptions,
  connection: ServiceConnection | undefined,
): readonly BundleSource[] {
  if (file === undefined && connection === undefined)
    throw new Error(
      'a guard needs `service` or `bundleFile`: without a bundle it denies everything',
    );
  return [
    ...(file === undefined ? [] : [bundleFile(file)]),
    ...(connection ? [bundleService(connection)] : []),
  ];
}

function feedOf(
  { feed }: GuardOptions,
  how: Pick<FeedOptions, 'service' | 'keys' | 'now'>,
): SubjectFeed | undefined {
  if (feed === undefined) return undefined;
  const { pseudonymKey, staleAfterMs = 60_000, restrictionsStaleAfterMs = staleAfterMs } = feed;
  return new SubjectFeed({ ...how, pseudonymKey, staleAfterMs, restrictionsStaleAfterMs });
}

/** TLS 1.3 or, on loopback alone, plain HTTP. */
function connectionTo(
  { url, token }: NonNullable<GuardOptions['service']>,
  fetch: GuardOptions['fetch'],
): ServiceConnection {
  const { protocol, hostname } = new URL(url);
  const isLoopback = hostname === '127.0.0.1' || hostname === '[::1]' || hostname === 'localhost';
  if (protocol !== 'https:' && !isLoopback)
    throw new Error(`the enforcement service is asked over https, not ${url}`);
  const dispatcher = new Agent({ connect: { minVersion: 'TLSv1.3' } });
  return {
    url: url.replace(/\/$/u, ''),
    ...(token !== undefined && { token }),
    fetch: fetch ?? ((to, init) => undiciFetch(to, { ...init, dispatcher, redirect: 'error' })),
  };
}
