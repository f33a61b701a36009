import type { BrokenGlass } from './bundle/bundle-keeper.ts';
import type { ReportedDenial } from './report.ts';
import type { Trusted } from './trusted-keys.ts';

export interface GuardOptions {
  /** Whose data map of the bundle says what this application's columns hold. */
  readonly application: string;
  /** Pinned: the Ed25519 public key of the enforcement service, or its keys while they rotate. */
  readonly publicKey: Trusted;
  /** The enforcement service, for bundle and feed; absent: `bundleFile` alone. */
  readonly service?: {
    readonly url: string;
    /** A machine token that may read the feed. */
    readonly token?: string;
  };
  /** A bundle that is deployed beside the application. Used until the service has answered. */
  readonly bundleFile?: string;
  /** Folder for the last good bundle. */
  readonly folder?: string;
  /** Follows the subjects who are not like all others; needs `service`. */
  readonly feed?: {
    /** The service's key of pseudonyms, 32 bytes. */
    readonly pseudonymKey: Uint8Array;
    /** Older than this, what an objection or a consent decides is denied. Default 60,000 ms. */
    readonly staleAfterMs?: number;
    /**
     * Older than this, what a restriction would forbid is denied: nearly all that is done with data
     * of a subject. Default: as `staleAfterMs`. Longer, and a restriction that is new while the
     * service is away is not kept for that long.
     */
    readonly restrictionsStaleAfterMs?: number;
    /** Default 1,000 ms. */
    readonly everyMs?: number;
  };
  /** Default 30,000 ms. */
  readonly pollEveryMs?: number;
  /** Default one hour. */
  readonly alarmAfterMs?: number;
  /** Default seven days. */
  readonly expiresAfterMs?: number;
  /**
   * What the stores of this application do by themselves, by the word of whoever runs them. What is
   * unsaid is not done: where a clause demands it, nothing is collected or stored.
   */
  readonly keeps?: {
    /** How everything at rest is encrypted. */
    readonly atRest?: 'AES-128' | 'AES-192' | 'AES-256';
    /** Categories whose values are sealed one by one, as `encryptedFields` does. */
    readonly sealed?: readonly string[];
  };
  /** Hosts of the company itself, `*.internal`; loopback and the service always are. */
  readonly ownHosts?: readonly string[];
  /** What was denied, or would have been: one line for each place, rule and minute. */
  readonly onDenial: (line: ReportedDenial) => void;
  /** The guard hears nothing new, or is about to deny: for whoever is on call. */
  readonly onAlarm: (message: string) => void;
  /** Writes a line to an audit log before it takes effect; when it throws, nothing does. */
  readonly audit: (line: AuditLine) => Promise<void>;
  readonly now?: () => Date;
  readonly fetch?: typeof globalThis.fetch;
}

export type AuditLine =
  | ({ readonly kind: 'break-glass' } & BrokenGlass)
  | {
      /** A clause demands that this access is logged. */
      readonly kind: 'access';
      readonly where: string;
      readonly purpose: string;
      readonly data: readonly string[];
      readonly clauses: readonly string[];
      readonly at: Date;
    };
