import type { Cipher, Duration, TlsVersion } from '@troth/language';

/**
 * The machine-checkable part of a clause. `data` holds ids of data categories and covers their
 * children; the compiler has resolved `all` to the roots.
 */
export type Rule =
  | CollectRule
  | UseRule
  | LimitRule
  | NeverRule
  | RetainRule
  | EraseRule
  | ShareRule
  | ContractRule
  | DiscloseRule
  | EncryptRule
  | RestrictRule
  | ControlRule
  | GrantRule;

export type Verb = Rule['verb'];

/** The closed list of what is collected, from whom and for what. */
export interface CollectRule {
  readonly verb: 'collect';
  readonly data: readonly string[];
  readonly source: 'data-subject' | 'automatic' | 'recipient';
  /** Recipients it is collected from (`source: recipient`) or through (a payment provider). */
  readonly from: readonly string[];
  /** Purposes that the collection itself states. */
  readonly purposes: readonly string[];
  /** Event type at which it is collected, where the clause says so. */
  readonly when?: string;
}

export interface UseRule {
  readonly verb: 'use';
  readonly data: readonly string[];
  readonly purposes: readonly string[];
  /** `only`: these purposes and, for this data, never another. */
  readonly exclusive: boolean;
  /** GDPR art. 6(1); `consent` is also a condition. */
  readonly basis?: LegalBasis;
  readonly conditions: UseConditions;
}

/** Permits nothing; its conditions hold for every permit of these purposes on this data. */
export interface LimitRule {
  readonly verb: 'limit';
  readonly data: readonly string[];
  readonly purposes: readonly string[];
  readonly conditions: UseConditions;
}

export type LegalBasis =
  | 'consent'
  | 'contract'
  | 'legal-obligation'
  | 'vital-interests'
  | 'public-task'
  | 'legitimate-interests';

/** What must hold for the use; each becomes an obligation when the caller has not said, and a deny when said to be false. */
export interface UseConditions {
  /** Only in groups of at least this many data subjects. */
  readonly aggregate?: { readonly minimum: number };
  /** The closed list of mail kinds. */
  readonly kinds?: readonly string[];
  /** The data subject may say no, by an objection to the purpose. */
  readonly optOut?: boolean;
  /** The one who benefits must be the data subject. */
  readonly beneficiary?: 'data-subject';
  /** An open case must be named. */
  readonly case?: boolean;
  readonly log?: boolean;
  readonly mask?: boolean;
  /** The data subject's consent to the purpose must be on record; without it the use denies. */
  readonly consent?: boolean;
  /** In whole years; an age that is not named is not old enough. */
  readonly minimumAge?: number;
  /** Products of the company in which alone this is done; a product that is not named is none of them. */
  readonly products?: readonly string[];
}

export interface NeverRule {
  readonly verb: 'never';
  readonly data: readonly string[];
  readonly act: 'sell' | 'store' | 'collect' | 'use' | 'share';
}

/** A floor and a ceiling: kept while the state holds. With `obligations`: kept beyond an erasure, by name and with an end. */
export interface RetainRule {
  readonly verb: 'retain';
  readonly data: readonly string[];
  readonly while?: 'account.active';
  /** Ids of legal obligations of the vocabulary. */
  readonly obligations: readonly string[];
}

export interface EraseRule {
  readonly verb: 'erase';
  readonly data: readonly string[];
  /** Event type that starts the clock. */
  readonly after: string;
  /** Until nothing is left in any store in use; `stages.backups` comes after. */
  readonly within: Duration;
  readonly stages?: EraseStages;
  /** How long nobody has used the account when the event comes. */
  readonly idle?: Duration;
}

/** One after the other: first in the trash, whence it can be taken back, then in systems, last in backups alone. */
export interface EraseStages {
  readonly trash?: Duration;
  readonly systems: Duration;
  readonly backups?: Duration;
}

export interface ShareRule {
  readonly verb: 'share';
  /** One entry a recipient. */
  readonly recipients: readonly {
    readonly recipient: string;
    readonly data: readonly string[];
    readonly purposes: readonly string[];
    /** Only when the data subject's consent to the purpose is on record. */
    readonly consent?: true;
  }[];
}

/** A contract that recipients of other clauses must have on file. */
export interface ContractRule {
  readonly verb: 'contract';
  readonly recipients: readonly string[];
  /** What a missing one does: permit and show a gap, or deny. */
  readonly missing: 'alarm' | 'deny';
  /** Ids of regions; a recipient in none of their countries also needs a transfer safeguard on file. */
  readonly outside?: readonly string[];
}

export interface DiscloseRule {
  readonly verb: 'disclose';
  readonly data: readonly string[];
  readonly bases: readonly ('law' | 'regulation' | 'legal-process')[];
  /** How many persons approve a disclosure. */
  readonly approvers: number;
}

export type EncryptRule =
  | { readonly verb: 'encrypt'; readonly scope: 'in-transit'; readonly minimum: TlsVersion }
  | { readonly verb: 'encrypt'; readonly scope: 'at-rest'; readonly cipher: Cipher };

export interface RestrictRule {
  readonly verb: 'restrict';
  readonly systems: readonly string[];
  /** Roles that may have access. */
  readonly roles: readonly string[];
  /** Persons show two different factors (NIST SP 800-63B AAL2). */
  readonly mfa: boolean;
  /** How old the authentication may be. */
  readonly fresh?: Duration;
}

/** An organisational control, kept by people and shown by evidence. */
export interface ControlRule {
  readonly verb: 'control';
  readonly control: string;
  readonly every: Duration;
}

export type Right =
  | 'access'
  | 'rectify'
  | 'erase'
  | 'export'
  | 'portability'
  | 'restrict'
  | 'object';

export interface GrantRule {
  readonly verb: 'grant';
  readonly rights: readonly Right[];
  readonly data: readonly string[];
  /** Ids of regions; empty: everybody. */
  readonly regions: readonly string[];
  readonly channel?: 'dashboard' | 'email' | 'link';
  /** Time to answer a request. */
  readonly within?: Duration;
  /** Further time that the company may take when it says so within the first. */
  readonly extension?: Duration;
  /** A refusal can be appealed; time to answer the appeal. */
  readonly appeal?: Duration;
  /** Purposes the right speaks of (`object`). */
  readonly purposes: readonly string[];
}
