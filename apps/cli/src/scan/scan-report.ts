import type { Span } from '@troth/diagnostics';
import type { Problem } from '@troth/facts';
import type {
  Finding,
  InCodeVerdict,
  InCodeWaiver,
  Note,
  ScanResult,
  Unreadable,
  Waiver,
} from '@troth/scanner';
import { matchesPath } from '@troth/scanner';
import type { SkippedFile } from '@troth/sources';
import type { CodeBase } from './code-base.ts';
import type { ReadFiles } from './reader.ts';

export interface ScanReport {
  /** By file and place. */
  readonly findings: readonly Finding[];
  readonly notes: readonly Note[];
  readonly summary: ScanResult['summary'];
  /** Findings that an exception covered until it ended. */
  readonly expired: ScanResult['expired'];
  /** Comments in the code that call a finding wrong, each with what it covers. */
  readonly inCode: readonly InCodeWaiver[];
  /** Notes that no gate lets pass: files that were not read, comments that waive without a reason. */
  readonly blind: readonly Note[];
  readonly files: number;
  readonly lines: number;
}

/** All that a report is made of. */
export interface Judged {
  readonly code: CodeBase;
  readonly read: ReadFiles;
  readonly judged: readonly {
    readonly problems: readonly Problem[];
    /** What files lead to and nobody judged. */
    readonly unread: readonly Problem[];
    readonly result: ScanResult;
  }[];
  readonly unreadable: readonly Unreadable[];
  /** Whether everything was looked at, so that a waiver which covers nothing is stale. */
  readonly isWhole: boolean;
  readonly mapNotes: readonly Note[];
  /** Report on these files only; absent: on all. */
  readonly only?: ReadonlySet<string>;
}

type Placed = { readonly at: { readonly file: string } };

export function reportOf(input: Judged): ScanReport {
  const { code, read, judged, isWhole, mapNotes } = input;
  const own = [...code.code, ...code.joined].map(({ path }) => path);
  const reported = new Set(
    input.only === undefined ? own : own.filter((path) => input.only?.has(path)),
  );
  const isReported = ({ at }: Placed): boolean => reported.has(at.file);
  const results = judged.map(({ result }) => result);
  const findings = results.flatMap((result) => result.findings).filter(isReported);
  const inCode = results
    .flatMap((result) => result.inCode)
    .filter(({ waiver }) => isReported(waiver));
  const unread = unreadNotes(input, isReported);
  const blind = [
    ...unread.filter(({ at }) => !isListed(at.file, input.unreadable)),
    ...inCode.filter(({ verdict }) => verdict === 'without-reason').map(noteOfInCode),
  ].toSorted(byPlace);
  const notes = [
    ...results.flatMap((result) => result.notes).filter(isReported),
    ...unread,
    ...judged
      .flatMap(({ unread: elsewhere }) => elsewhere)
      .map(noteOfUnread)
      .filter(isReported),
    ...code.skipped.map(noteOfSkipped),
    ...mapNotes,
    ...inCode.filter(({ verdict }) => verdict !== 'covers').map(noteOfInCode),
    ...(isWhole ? results.flatMap((result) => result.unused).map(noteOfUnused) : []),
  ].toSorted(byPlace);
  const texts = code.joined.filter(({ path }) => reported.has(path));
  const readings = read.readings.filter(({ path }) => reported.has(path));
  const count = (status: Finding['status']): number =>
    findings.filter((one) => one.status === status).length;
  return {
    findings,
    notes,
    blind,
    summary: {
      new: count('new'),
      existing: count('existing'),
      waived: count('waived'),
      notes: notes.length,
      rules: results[0]?.summary.rules ?? [],
    },
    expired: results
      .flatMap((result) => result.expired)
      .filter(({ fingerprints }) => fingerprints.length > 0),
    inCode: inCode.filter(({ verdict }) => verdict === 'covers').map(({ waiver }) => waiver),
    files: texts.length + readings.length,
    lines:
      texts.reduce((sum, { text }) => sum + (text.match(/\n|[^\n]$/g)?.length ?? 0), 0) +
      readings.reduce((sum, { lines }) => sum + lines, 0),
  };
}

/** Files of which the scan saw nothing, or not all. */
function unreadNotes(
  { read, judged }: Judged,
  isReported: (one: Placed) => boolean,
): readonly Note[] {
  return [
    ...judged.flatMap(({ problems }) => problems).map(noteOfProblem),
    ...read.skipped.map(noteOfSkipped),
  ].filter(isReported);
}

function isListed(path: string, unreadable: readonly Unreadable[]): boolean {
  return unreadable.some((listed) => matchesPath(listed.path, path));
}

function noteOfProblem({ at, message }: Problem): Note {
  return { rule: 'scan/unreadable', at, message };
}

function noteOfUnread({ at, message }: Problem): Note {
  return { rule: 'scan/not-judged', at, message };
}

function noteOfSkipped({ path, reason }: SkippedFile): Note {
  return { rule: 'scan/skipped', at: topOf(path), message: `not scanned: ${reason}` };
}

function noteOfUnused({ at }: Waiver): Note {
  return {
    rule: 'waivers/unused',
    at,
    message: 'this waiver covers no finding any more: delete it',
  };
}

function noteOfInCode({ waiver, verdict }: InCodeVerdict): Note {
  const { rule, at } = waiver;
  return verdict === 'unused'
    ? {
        rule: 'waivers/unused',
        at,
        message: `\`${rule}\` finds nothing here any more: delete the comment`,
      }
    : {
        rule: 'waivers/without-reason',
        at,
        message: `the comment gives no reason and covers nothing: write \`troth-ignore ${rule} -- why it is wrong\``,
      };
}

function topOf(file: string): Span {
  return { file, line: 1, column: 1, endLine: 1, endColumn: 1 };
}

function byPlace(a: Note, b: Note): number {
  if (a.at.file !== b.at.file) return a.at.file < b.at.file ? -1 : 1;
  return a.at.line - b.at.line || a.at.column - b.at.column;
}
