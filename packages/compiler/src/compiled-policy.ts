import type { Duration } from '@troth/language';
import type { Rule } from './rules.ts';
import type { Vocabulary } from './vocabulary.ts';

/**
 * A policy that everything else is driven by: plain values, serialisable, no positions, the same
 * for two layouts of the same YAML. `hash` names it.
 */
export interface CompiledPolicy {
  readonly language: 1;
  /** SHA-256, hex, of the RFC 8785 form of everything else in this object. */
  readonly hash: string;
  readonly controller: Controller;
  readonly contact: Contact;
  readonly version: PolicyVersion;
  /** Whole days between announcing a loosening and its effect. */
  readonly noticeDays: number;
  readonly approvals: Approvals;
  readonly page: PageSettings;
  readonly acknowledgedGaps: readonly AcknowledgedGap[];
  readonly vocabulary: Vocabulary;
  readonly sections: readonly Section[];
  /** In page order. */
  readonly clauses: readonly CompiledClause[];
}

export interface Controller {
  /** The legal name, `Example, Inc.`. */
  readonly name: string;
  readonly shortName: string;
  readonly aliases: readonly string[];
  /** Who is the controller for people of a region instead. */
  readonly regions?: readonly { readonly region: string; readonly name: string }[];
}

export interface Contact {
  readonly email: string;
  /** The data protection officer. */
  readonly dpo?: { readonly name?: string; readonly email: string };
  /** Representatives of a controller from elsewhere, such as those of GDPR art. 27. */
  readonly representatives?: readonly {
    readonly region: string;
    readonly name: string;
    readonly email: string;
  }[];
}

/** Calendar dates, `YYYY-MM-DD`. */
export interface PolicyVersion {
  readonly published: string;
  readonly effective: string;
  readonly reviewed: string;
}

/** Roles that must approve a change of that direction, for example `['legal']`. */
export interface Approvals {
  readonly loosens: readonly string[];
  readonly tightens: readonly string[];
}

export interface PageSettings {
  readonly path: string;
  /** `internal`: no enforcement status on the public page. */
  readonly status: 'internal' | 'public';
}

/** A gap the company knows of and has answered for until a date. */
export interface AcknowledgedGap {
  readonly clause: string;
  readonly because: string;
  /** `YYYY-MM-DD`; from this day on the acknowledgement no longer counts. */
  readonly until: string;
}

export interface Section {
  readonly id: string;
  /** The heading on the page; absent for the opening section. */
  readonly title?: string;
  readonly clauses: readonly string[];
}

export interface CompiledClause {
  readonly id: string;
  readonly section: string;
  /** How it stands on the page: the page's title, its own paragraph, or running on in the paragraph of the clause before. */
  readonly layout: 'title' | 'paragraph' | 'continues';
  readonly lead?: readonly Segment[];
  readonly text: readonly Segment[];
  readonly summary?: readonly Segment[];
  readonly rules: readonly Rule[];
  /** The clauses this one is an exception to: its permits win over their refusals. */
  readonly exceptTo: readonly string[];
  /** The clauses whose permits this one makes narrower: its conditions hold for theirs too. */
  readonly narrows: readonly string[];
  readonly formerly: readonly string[];
  /** Why no rule stands here. */
  readonly informational?: string;
  /** `YYYY-MM-DD` by which the rule will be worked out; shown as a gap until then. */
  readonly todo?: string;
}

/** A stretch of a sentence: its own words, or a value that a rule or a setting says. */
export type Segment =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'binding'; readonly path: string; readonly value: BoundValue };

export type BoundValue =
  | { readonly type: 'duration'; readonly duration: Duration }
  /** `YYYY-MM-DD`. */
  | { readonly type: 'date'; readonly date: string }
  | { readonly type: 'name'; readonly text: string }
  /** Names in a row; `plain`: a, b, c; `quoted`: "a", "b", "c"; `and`: a, b, and c. */
  | {
      readonly type: 'list';
      readonly items: readonly string[];
      readonly style: 'plain' | 'quoted' | 'and';
    };
