import type { Cipher, Duration, TlsVersion } from '@troth/compiler';

export type Action = 'collect' | 'use' | 'store' | 'share' | 'disclose' | 'access';

/** May this be done with this data? Shapes are checked before; ids may be unknown, and then deny. */
export interface DecisionRequest {
  readonly action: Action;
  readonly data: readonly string[];
  readonly purpose: string;
  readonly recipient?: string;
  readonly subject?: {
    readonly id: string;
    readonly tenant?: string;
    readonly region?: string;
    readonly acceptedPolicy?: string;
  };
  readonly actor?: {
    readonly id: string;
    readonly kind: 'service' | 'person';
    readonly amr?: readonly string[];
    readonly authTime?: string;
  };
  readonly context?: DecisionContext;
}

export interface DecisionContext {
  readonly aggregate?: boolean;
  /** Data subjects in the smallest group. */
  readonly groupSize?: number;
  readonly mask?: boolean;
  readonly log?: boolean;
  /** The data subject is told. */
  readonly notify?: boolean;
  /** Kind of a mail: `run-completion`. */
  readonly kind?: string;
  /** Subject id of who benefits; absent: the subject. */
  readonly beneficiary?: string;
  readonly caseId?: string;
  /** Money or other value is received for the data. */
  readonly sale?: boolean;
  /** Where the data comes from: `data-subject`, `automatic`, or a recipient id. */
  readonly source?: string;
  /** Basis of a disclosure: `law`, `regulation`, `legal-process`. */
  readonly basis?: string;
  /** Id of the recorded disclosure. */
  readonly disclosureId?: string;
  /** Age of the data subject in whole years. */
  readonly age?: number;
  /** Which of the company's products asks. */
  readonly product?: string;
}

/** What is recorded of a subject; it wins over what a request says. */
export interface SubjectState {
  /** Purposes objected to. */
  readonly optOuts: readonly string[];
  readonly restricted: boolean;
  /** Purposes consented to, and not withdrawn since; absent: none. */
  readonly consents?: readonly string[];
}

export type Obligation =
  | { readonly type: 'aggregate'; readonly minimum: number }
  | { readonly type: 'kind'; readonly allowed: readonly string[] }
  | { readonly type: 'mask' }
  | { readonly type: 'log' }
  | { readonly type: 'notify'; readonly whom: 'data-subject' }
  | { readonly type: 'reauthenticate'; readonly withinSeconds: number }
  | EncryptAtRest
  | EncryptInTransit
  | DeleteBy;

/** What is kept is encrypted like this or better. */
export interface EncryptAtRest extends Cipher {
  readonly type: 'encrypt';
  readonly scope: 'at-rest';
  /** Categories whose values are encrypted one by one, beyond the store's own encryption. */
  readonly fields?: readonly string[];
  /** Ids of the clauses that promise it. */
  readonly clauses: readonly string[];
}

/** What is handed on travels by this version of TLS or a newer one. */
export interface EncryptInTransit {
  readonly type: 'encrypt';
  readonly scope: 'in-transit';
  readonly minimum: TlsVersion;
  readonly clauses: readonly string[];
}

/**
 * What is kept is gone when the window after an event has passed. The event has not happened yet, so
 * there is no instant here: `deleteBy` makes it of the event's.
 */
export interface DeleteBy {
  readonly type: 'delete-by';
  /** Of the data asked for, what goes. */
  readonly data: readonly string[];
  /** Event type that starts the clock. */
  readonly after: string;
  readonly within: Duration;
  /** How long after that it is still in backups. */
  readonly backups?: Duration;
  readonly clause: string;
  /** Clauses by which a law may keep some of it for longer. */
  readonly unless?: readonly string[];
}

export interface Decision {
  readonly effect: 'permit' | 'deny';
  readonly obligations: readonly Obligation[];
  /** Clause ids in page order: on permit those that permit, on deny those that refuse. */
  readonly reasons: readonly string[];
  /** One sentence for a person. */
  readonly explanation: string;
}
