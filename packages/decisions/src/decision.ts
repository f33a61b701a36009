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
  | { readonly type: 'reauthenticate'; readonly withinSeconds: number };

export interface Decision {
  readonly effect: 'permit' | 'deny';
  readonly obligations: readonly Obligation[];
  /** Clause ids in page order: on permit those that permit, on deny those that refuse. */
  readonly reasons: readonly string[];
  /** One sentence for a person. */
  readonly explanation: string;
}
