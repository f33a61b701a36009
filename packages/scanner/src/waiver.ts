import type { Span } from '@troth/diagnostics';

import { matchesPath } from './path-pattern.ts';

/** An approved reason not to fail on a finding. */
export type Waiver = Exception | FalsePositive;

/** A file that no parser reads, and that may stay so: nobody learns from the scan what is in it. */
export interface Unreadable {
  readonly kind: 'unreadable';
  /** May hold `*` (within a folder) and `**` (any depth). */
  readonly path: string;
  readonly reason: string;
  readonly owner?: string;
  readonly at: Span;
}

/** The finding is right and is accepted until a date: by fingerprint, or by rule and path. */
export interface Exception {
  readonly kind: 'exception';
  readonly covers:
    | { readonly by: 'fingerprint'; readonly fingerprint: string }
    /** `path` may hold `*` (within a folder) and `**` (any depth). */
    | { readonly by: 'rule-and-path'; readonly rule: string; readonly path: string };
  readonly reason: string;
  readonly owner: string;
  readonly approver: string;
  /** `YYYY-MM-DD`; on this day it no longer counts. */
  readonly expires: string;
  readonly at: Span;
}

/** The finding is wrong; void by itself when the code, and so the fingerprint, changes. */
export interface FalsePositive {
  readonly kind: 'false-positive';
  readonly fingerprint: string;
  readonly reason: string;
  readonly owner?: string;
  readonly at: Span;
}

interface Waivable {
  readonly rule: string;
  readonly at: Span;
  readonly fingerprint: string;
}

/** Whether a waiver speaks of the finding, whatever the day. */
export function covers(waiver: Waiver, found: Waivable): boolean {
  if (waiver.kind === 'false-positive') return waiver.fingerprint === found.fingerprint;
  const { covers: what } = waiver;
  return what.by === 'fingerprint'
    ? what.fingerprint === found.fingerprint
    : what.rule === found.rule && matchesPath(what.path, found.at.file);
}

/** @param today `YYYY-MM-DD`, UTC */
export function isExpired(waiver: Waiver, today: string): boolean {
  return waiver.kind === 'exception' && waiver.expires <= today;
}
