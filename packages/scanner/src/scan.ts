import type { CompiledPolicy, DataMap } from '@troth/compiler';
import type { Span } from '@troth/diagnostics';
import type { Fact, Hop } from '@troth/facts';

import { knownIn } from './baseline.ts';
import type { Baseline } from './baseline.ts';
import type { Catalogue } from './catalogue.ts';
import { contextOf } from './context.ts';
import type { ScanContext } from './context.ts';
import type { Finding, Note } from './finding.ts';
import { fingerprintsOf } from './fingerprint.ts';
import { flowOf } from './flow.ts';
import type { InCodeWaiver } from './in-code-waiver.ts';
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
  /** Comments in the code that call a finding wrong; one without a reason covers nothing. */
  readonly inCode?: readonly InCodeWaiver[];
  readonly baseline?: Baseline;
  /** Sets fingerprints apart where programs are judged one by one: the path of a file that is one by itself. */
  readonly program?: string;
  /** Only a part of the program was read, so that what nothing does may be done elsewhere. */
  readonly isPartial?: boolean;
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
  /** What became of the comments in the code. */
  readonly inCode: readonly InCodeVerdict[];
  readonly summary: ScanSummary;
}

export interface InCodeVerdict {
  readonly waiver: InCodeWaiver;
  readonly verdict: 'covers' | 'unused' | 'without-reason';
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
  const unmarked = withFingerprints(found, input.program);
  const statusOf = judgeOf(input, unmarked);
  const findings = unmarked.map((one) => ({ ...one, status: statusOf(one) }));
  const notes = reports
    .filter(({ report }) => report.kind === 'note')
    .toSorted(byPlace)
    .map(noteOf);
  return {
    findings,
    notes,
    ...waiversLeft(unmarked, input),
    inCode: (input.inCode ?? []).map((waiver) => ({
      waiver,
      verdict: verdictOn(waiver, unmarked),
    })),
    summary: summaryOf(findings, notes, active),
  };
}

type Unmarked = Omit<Finding, 'status'>;

interface Reported {
  readonly rule: string;
  readonly report: Report;
  readonly flow: readonly Hop[];
}

function isOn({ meta }: Rule, policy: CompiledPolicy): boolean {
  return policy.clauses.some((clause) =>
    clause.rules.some(({ verb }) => meta.protects.includes(verb)),
  );
}

function reportsOf(rule: Rule, context: ScanContext): readonly Reported[] {
  return rule.asks
    .flatMap((kind): readonly Fact[] => context.factsOf(kind))
    .flatMap((fact) =>
      rule.run(fact, context).map((report) => ({ rule: rule.meta.id, report, flow: flowOf(fact) })),
    );
}

function withFingerprints(found: readonly Reported[], program?: string): readonly Unmarked[] {
  const bare = found.flatMap(({ rule, report, flow }) =>
    report.kind === 'finding' ? [{ rule, flow, ...report }] : [],
  );
  const fingerprints = fingerprintsOf(bare, program);
  return bare.map(({ rule, severity, at, message, clause, flow, mend }, index) => {
    const fingerprint = fingerprints[index] ?? '';
    const found = { rule, severity, at, message, clause, fingerprint, flow };
    return mend === undefined ? found : { ...found, mend };
  });
}

type Judge = (found: Unmarked) => Finding['status'];

function judgeOf(
  { waivers, inCode = [], baseline, today }: ScanInput,
  found: readonly Unmarked[],
): Judge {
  const inForce = waivers.filter((waiver) => !isExpired(waiver, today));
  const reasoned = inCode.filter(({ reason }) => reason !== undefined);
  const isWaived = (one: Unmarked): boolean =>
    inForce.some((waiver) => covers(waiver, one)) ||
    reasoned.some((waiver) => coversInCode(waiver, one));
  const open = found.filter((one) => !isWaived(one));
  const known = new Set(baseline === undefined ? [] : knownIn(baseline, open));
  return (one) => {
    if (known.has(one)) return 'existing';
    return isWaived(one) ? 'waived' : 'new';
  };
}

function waiversLeft(
  found: readonly Unmarked[],
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

function verdictOn(waiver: InCodeWaiver, found: readonly Unmarked[]): InCodeVerdict['verdict'] {
  if (waiver.reason === undefined) return 'without-reason';
  return found.some((one) => coversInCode(waiver, one)) ? 'covers' : 'unused';
}

function coversInCode({ rule, at, lines }: InCodeWaiver, found: Unmarked): boolean {
  return rule === found.rule && at.file === found.at.file && lines.includes(found.at.line);
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
