import type { Duration } from '@troth/language';

/** What must stand before a rule may be called kept. */
export interface Requirement {
  /** Ids of mechanisms, of decisions, erasures, requests and finding rules alike; all of them. */
  readonly mechanisms: readonly string[];
  /** What the rule's promise covers beyond any mechanism. */
  readonly remainder?: string;
  /** Evidence no older than `every`. */
  readonly evidence?: { readonly control: string; readonly every: Duration };
  /** Recipients that need a contract in force. */
  readonly contracts?: readonly string[];
  /** Those of them that process in none of these regions need a transfer safeguard on file. */
  readonly outside?: readonly string[];
}
