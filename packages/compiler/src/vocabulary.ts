import type { Duration } from '@troth/language';

/** The words of a policy. Each list is sorted by id. */
export interface Vocabulary {
  readonly categories: readonly Category[];
  readonly purposes: readonly Purpose[];
  readonly recipients: readonly Recipient[];
  readonly events: readonly EventType[];
  readonly regions: readonly Region[];
  readonly obligations: readonly LegalObligation[];
}

export interface Category {
  /** `account.email`. */
  readonly id: string;
  readonly name: string;
  /** The category this one is a part of; a rule on the parent covers it. */
  readonly parent?: string;
  /** `special`: of GDPR art. 9(1), such as health. */
  readonly sensitivity: 'ordinary' | 'sensitive' | 'special' | 'secret';
  /** Names a field of it goes by in code; `card*` matches any ending. Compared without case, `_` and `-`. */
  readonly inCode: readonly string[];
  /** IRI of the W3C Data Privacy Vocabulary. */
  readonly dpv?: string;
}

export interface Purpose {
  readonly id: string;
  readonly name: string;
  readonly dpv?: string;
}

export interface Recipient {
  readonly id: string;
  readonly name: string;
  readonly role: 'processor' | 'controller' | 'joint-controller' | 'buyer';
  /** What it does for the company, in the words of the page. */
  readonly service?: string;
  /** ISO 3166-1 alpha-2. */
  readonly country?: string;
  /** Hosts by which code reaches it; `*.example.com` covers every host below. */
  readonly hosts: readonly string[];
  /** npm packages by which code reaches it; `@scope/*` covers the scope. */
  readonly packages: readonly string[];
  /** Terraform provider prefixes of its resources, for example `aws`. */
  readonly infrastructure: readonly string[];
  readonly contract?: {
    readonly signed: string;
    readonly expires?: string;
    readonly document: string;
  };
  /** What keeps data safe that goes to its country (GDPR chapter V). */
  readonly transfer?: {
    readonly mechanism: TransferMechanism;
    readonly document: string;
  };
}

export type TransferMechanism =
  | 'adequacy-decision'
  | 'standard-contractual-clauses'
  | 'binding-corporate-rules';

export interface EventType {
  readonly id: string;
  readonly name: string;
  /** What the event is about: the whole account, one item, or a consent for a purpose. */
  readonly about: 'subject' | 'item' | 'consent';
}

export interface Region {
  readonly id: string;
  readonly name: string;
  /** ISO 3166-1 alpha-2 codes, or subdivisions of ISO 3166-2: `US-VA`. */
  readonly countries: readonly string[];
}

/** A law that demands keeping a record beyond an erasure. */
export interface LegalObligation {
  readonly id: string;
  readonly name: string;
  /** The statute, as it is quoted in a receipt. */
  readonly law: string;
  readonly data: readonly string[];
  /** How long after the event that would have erased it. */
  readonly period: Duration;
}
