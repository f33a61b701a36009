import type { CompiledPolicy, DataMap } from '@troth/compiler';
import type { Span } from '@troth/diagnostics';
import type { Fact } from '@troth/facts';

import type { Baseline } from './baseline.ts';
import type { Catalogue } from './catalogue.ts';
import { contextOf } from './context.ts';
import type { ScanContext } from './context.ts';
import type { Finding, Note } from './finding.ts';
import { fingerprintsOf } from './fingerprint.ts';
import type { Report, Rule } from './rule.ts';
import { rules } from './rules.ts';
import { covers, isExpired } from './waiver.ts';
import type { Waiver } from './waiver.ts';

/** All that a scan depends on. */
export interface ScanInput {
  readonly policy: CompiledPolicy;
  readonly facts: readonly Fact[];
  readonly catalogue: Catalogue;
  readonly dataMap?: DataMap;
  readonly waivers: readonly Waiver[];
  readonly baseline?: Baseline;
  /** `YYYY-MM-DD`, UTC: the day against which waivers expire. */
  readonly today: string;
}

export interface ScanResult {
  /** By file and place. */
  readonly findings: readonly Finding[];
  readonly notes: readonly Note[];
  /** Exceptions that no longer count and what they would have covered (fingerprints). */
  readonly expired: readonly {
    readonly waiver: Waiver;
    readonly fingerprints: readonly string[];
  }[];
  /** Waivers that cover nothing any more. */
  readonly unused: readonly Waiver[];
  readonly summary: ScanSummary;
}

export interface ScanSummary {
  readonly new: number;
  readonly existing: number;
  readonly waived: number;
  readonly notes: number;
  /** Ids of the rules that ran; the others enforce a verb that the policy does not use. */
  readonly rules: readonly string[];
}

/** Judges facts by a policy. Same input, same output; only `new` findings should fail a run. */
export function scan(input: ScanInput): ScanResult {
  const context = contextOf(input);
  const active = rules.filter((rule) => isOn(rule, input.policy));
  const reports = active.flatMap((rule) => reportsOf(rule, context));
  const found = reports.filter(({ report }) => report.kind === 'finding').toSorted(byPlace);
  const unmarked = withFingerprints(found);
  const statusOf = judgeOf(input);
  const findings = unmarked.map((one) => ({ ...one, status: statusOf(one) }));
  const notes = reports
    .filter(({ report }) => report.kind === 'note')
    .toSorted(byPlace)
    .map(noteOf);
  return {
    findings,
    notes,
    ...waiversLeft(unmarked, input),
    summary: summaryOf(findings, notes, active),
  };
}

interface Reported {
  readonly rule: string;
  readonly report: Report;
}

function isOn({ meta }: Rule, policy: CompiledPolicy): boolean {
  return policy.clauses.some((clause) =>
    clause.rules.some(({ verb }) => meta.protects.includes(verb)),
  );
}

function reportsOf(rule: Rule, context: ScanContext): readonly Reported[] {
  return context.facts
    .filter(({ kind }) => rule.asks.includes(kind))
    .flatMap((fact) => rule.run(fact, context))
    .map((report) => ({ rule: rule.meta.id, report }));
}

function withFingerprints(found: readonly Reported[]): readonly Omit<Finding, 'status'>[] {
  const bare = found.flatMap(({ rule, report }) =>
    report.kind === 'finding' ? [{ rule, ...report }] : [],
  );
  const fingerprints = fingerprintsOf(bare);
  return bare.map(({ rule, severity, at, message, clause }, index) => {
    const fingerprint = fingerprints[index] ?? '';
    return { rule, severity, at, message, clause, fingerprint };
  });
}

type Judge = (found: Omit<Finding, 'status'>) => Finding['status'];

function judgeOf({ waivers, baseline, today }: ScanInput): Judge {
  const inForce = waivers.filter((waiver) => !isExpired(waiver, today));
  const known = new Set(baseline?.fingerprints);
  return (found) => {
    if (inForce.some((waiver) => covers(waiver, found))) return 'waived';
    return known.has(found.fingerprint) ? 'existing' : 'new';
  };
}

function waiversLeft(
  found: readonly Omit<Finding, 'status'>[],
  { waivers, today }: ScanInput,
): Pick<ScanResult, 'expired' | 'unused'> {
  const covered = waivers.map((waiver) => ({
    waiver,
    fingerprints: found.filter((one) => covers(waiver, one)).map(({ fingerprint }) => fingerprint),
  }));
  return {
    expired: covered.filter(({ waiver }) => isExpired(waiver, today)),
    unused: covered
      .filter(({ waiver, fingerprints }) => fingerprints.length === 0 && !isExpired(waiver, today))
      .map(({ waiver }) => waiver),
  };
}

function noteOf({ rule, report }: Reported): Note {
  return { rule, at: report.at, message: report.message };
}

function summaryOf(
  findings: readonly Finding[],
  notes: readonly Note[],
  active: readonly Rule[],
): ScanSummary {
  const count = (status: Finding['status']): number =>
    findings.filter((one) => one.status === status).length;
  return {
    new: count('new'),
    existing: count('existing'),
    waived: count('waived'),
    notes: notes.length,
    rules: active.map(({ meta }) => meta.id),
  };
}

function byPlace(a: Reported, b: Reported): number {
  const [x, y]: [Span, Span] = [a.report.at, b.report.at];
  return (
    compare(x.file, y.file) ||
    x.line - y.line ||
    x.column - y.column ||
    compare(a.rule, b.rule) ||
    compare(a.report.message, b.report.message)
  );
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
