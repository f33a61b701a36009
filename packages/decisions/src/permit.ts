import type { CompiledPolicy } from '@troth/compiler';
import type { Condition } from './conditions.ts';
import type { RuleIndex } from './rule-index.ts';
import type { Tables } from './tables.ts';

/** One way in which the policy permits an action on a category for a purpose. */
export interface Permit {
  /** The clause that permits. Its `exceptTo` and the clauses that narrow it count. */
  readonly clause: number;
  /** Clauses that permit only together with it, such as the one that names the purpose. */
  readonly together: readonly number[];
  readonly conditions: readonly Condition[];
  /** `share`: the number of the one recipient. */
  readonly recipient?: number;
  /** `collect` and `store`: the sources it may come from. */
  readonly sources?: readonly string[];
  /** Collected through one of these recipients, where the request names a recipient at all. */
  readonly through?: readonly number[];
}

/** What is asked, as numbers, and all that an answer can turn on. */
export interface Question {
  readonly policy: CompiledPolicy;
  readonly tables: Tables;
  readonly rules: RuleIndex;
  readonly category: number;
  readonly purpose: string;
  /** Clauses that let a subject object to the purpose for this category. */
  readonly objectors: readonly number[];
}
