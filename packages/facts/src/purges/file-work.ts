import type { Span } from '@troth/diagnostics';

import type { Amount } from './amount.ts';
import type { RemovalSite } from './removals.ts';

/**
 * What one file says of the rows that its code removes and reads, of who calls that, and when: plain
 * JSON, like all of a file's flow. Numbers are places in the file's lists of functions and things.
 */
export interface FileWork {
  readonly removals?: readonly RemovalSite[];
  readonly reads?: readonly ReadSite[];
  readonly schedules?: readonly ScheduleSite[];
  /** Models whose deletes are turned into updates; `*` is all of them. */
  readonly softDeleted?: readonly string[];
  /** Calls that a handler of a route makes. */
  readonly routeCalls?: readonly RouteCall[];
  /** Which function calls which thing. */
  readonly calls?: readonly (readonly [caller: number, callee: number])[];
  /** Functions that ask whether they may. */
  readonly asking?: readonly number[];
  /** Numbers that the file names, `DAYS` and `RETENTION.days`. */
  readonly constants?: Readonly<Record<string, Amount>>;
}

/** A call that reads rows. */
export interface ReadSite extends Circumstances {
  readonly at: Span;
  readonly model: string;
  readonly method: string;
  readonly within: readonly number[];
  readonly name: string;
  readonly route?: string;
  /** Some other detector says so already. */
  readonly isKnown?: true;
}

export interface ScheduleSite {
  readonly everyDays: number | 'unknown';
  readonly runs: readonly number[];
  readonly words: readonly string[];
}

export interface RouteCall extends Circumstances {
  readonly at: Span;
  readonly route: string;
  readonly name: string;
  readonly callee: number;
}

export interface Circumstances {
  /** Whether the function, or its class, asks whether it may. */
  readonly asks: boolean;
  /** Whether it is limited to whoever is signed in. */
  readonly own: boolean;
}
