import type { CompiledPolicy } from '@troth/compiler';
import { sentenceOf } from '@troth/compiler';
import type { Finding, Note } from '@troth/scanner';
import { ruleMetadata } from '@troth/scanner';
import type { ScanReport } from '../scan/scan-report.ts';
import { weightiest } from '../scan/weight.ts';
import type { Colors } from '../terminal.ts';
import { plural } from './diagnostics.ts';
import type { Excerpts } from './excerpt.ts';
import { excerptOf } from './excerpt.ts';

/** What a scan for a person is made with. */
export interface ScanTextOptions {
  readonly policy: CompiledPolicy;
  readonly ms: number;
  readonly colors: Colors;
  readonly excerpts: Excerpts;
  /** Show this many of the new findings, those that matter most; absent: all. */
  readonly most?: number;
}

/** A scan for a person: each finding with the sentence it breaks and how to mend it; notes in a line each. */
export function scanText(report: ScanReport, options: ScanTextOptions): string {
  const { policy, ms, colors, excerpts, most } = options;
  const sentences = new Map(policy.clauses.map((clause) => [clause.id, sentenceOf(clause)]));
  const fresh = report.findings.filter(({ status }) => status === 'new');
  const shown = most === undefined ? fresh : weightiest(fresh, most);
  const blocks = shown.map((found) =>
    findingText(found, { sentence: sentences.get(found.clause), colors, excerpts }),
  );
  return [
    ...blocks,
    shown.length < fresh.length ? beginningText(fresh, shown.length, colors) : '',
    inCodeText(report, colors),
    notesText(report.notes, colors),
    expiredText(report, colors),
    summaryText(report, ms, colors),
  ]
    .filter((block) => block !== '')
    .join('\n');
}

/** How somebody goes on whose code was never scanned before. */
function beginningText(fresh: readonly Finding[], shown: number, colors: Colors): string {
  const counts = [...Map.groupBy(fresh, ({ rule }) => rule)]
    .toSorted(([, a], [, b]) => b.length - a.length)
    .map(([rule, found]) => `  ${String(found.length).padStart(5)} ${rule}`);
  return [
    colors.bold(`These ${shown} of ${fresh.length} findings matter most. In all:`),
    ...counts,
    '',
    'Three ways on:',
    '  troth scan --write-baseline known.json   accept what there is today',
    '  troth scan --baseline known.json         then fail only on what comes since',
    '  troth scan --all                         show every finding',
    '',
  ].join('\n');
}

/** `2 new, 1 existing, 0 waived`. */
export function countFindings({ new: fresh, existing, waived }: ScanReport['summary']): string {
  return `${fresh} new, ${existing} existing, ${waived} waived`;
}

interface FindingTextOptions {
  readonly sentence: string | undefined;
  readonly colors: Colors;
  readonly excerpts?: Excerpts;
}

export function findingText(found: Finding, options: FindingTextOptions): string {
  const { sentence, colors, excerpts = new Map() } = options;
  const { rule, at, message, clause, fingerprint, severity } = found;
  const fix = ruleMetadata.find(({ id }) => id === rule)?.fix;
  const kind = severity === 'error' ? colors.red(severity) : colors.yellow(severity);
  const lines = [
    `${colors.cyan(placeOf(at))} ${kind} ${rule}: ${message}`,
    ...excerptOf(found, excerpts).map((line) => `  ${colors.dim(line)}`),
    ...flowLines(found).map((line) => `  ${line}`),
    `  ${colors.dim('breaks')} ${clause}${sentence === undefined ? '' : `: “${sentence}”`}`,
    ...(fix === undefined ? [] : [`  ${colors.dim('mend')}   ${fix}`]),
    `  ${colors.dim('waive')}  fingerprint ${fingerprint}`,
  ];
  return `${lines.join('\n')}\n`;
}

/** The way of a value, where it is longer than the call that the finding stands at. */
function flowLines({ flow }: Finding): readonly string[] {
  if (flow.length < 3) return [];
  return flow.map(
    ({ at, written }, index) =>
      `${index === 0 ? 'from ' : index < flow.length - 1 ? 'over ' : 'to   '}  ${placeOf(at)} ${written}`,
  );
}

function placeOf({ file, line, column }: Finding['at']): string {
  return `${file}:${line}:${column}`;
}

/** What comments in the code call wrong; everybody may read why. */
function inCodeText({ inCode }: ScanReport, colors: Colors): string {
  return inCode
    .map(
      ({ at, rule, reason = '' }) =>
        `${colors.dim(`ignored in code ${placeOf(at)} ${rule}:`)} ${reason}\n`,
    )
    .join('');
}

/** More than a screen of notes hides the findings; JSON has them all. */
const NOTES_SHOWN = 20;

function notesText(notes: readonly Note[], colors: Colors): string {
  const lines = notes
    .slice(0, NOTES_SHOWN)
    .map(
      ({ rule, at, message }) =>
        `${colors.dim(`note ${at.file}:${at.line}:${at.column} ${rule}:`)} ${message}`,
    );
  const more = notes.length - NOTES_SHOWN;
  if (more > 0)
    lines.push(colors.dim(`and ${plural(more, 'more note')}; --format json lists them`));
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}

function expiredText({ expired }: ScanReport, colors: Colors): string {
  return expired
    .map(
      ({ waiver, fingerprints }) =>
        `${colors.yellow('warning')} ${waiver.at.file}:${waiver.at.line}: an expired exception no longer covers ${plural(fingerprints.length, 'finding')}\n`,
    )
    .join('');
}

function summaryText({ summary, files, lines }: ScanReport, ms: number, colors: Colors): string {
  const verdict = summary.new === 0 ? colors.green('ok') : colors.red('failed');
  const size = `${plural(files, 'file')}, ${lines.toLocaleString('en-US')} lines, ${(ms / 1000).toFixed(1)} s`;
  return `${verdict} ${countFindings(summary)}; ${plural(summary.notes, 'note')}; ${size}\n`;
}
