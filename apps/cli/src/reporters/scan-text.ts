import type { CompiledPolicy } from '@troth/compiler';
import { sentenceOf } from '@troth/compiler';
import type { Finding, Note } from '@troth/scanner';
import { ruleMetadata } from '@troth/scanner';
import type { ScanReport } from '../scan/scan-report.ts';
import type { Colors } from '../terminal.ts';
import { plural } from './diagnostics.ts';

/** A scan for a person: each finding with the sentence it breaks and how to mend it; notes in a line each. */
export function scanText(
  report: ScanReport,
  policy: CompiledPolicy,
  ms: number,
  colors: Colors,
): string {
  const sentences = new Map(policy.clauses.map((clause) => [clause.id, sentenceOf(clause)]));
  const shown = report.findings.filter(({ status }) => status === 'new');
  const blocks = shown.map((found) => findingText(found, sentences.get(found.clause), colors));
  return [
    ...blocks,
    notesText(report.notes, colors),
    expiredText(report, colors),
    summaryText(report, ms, colors),
  ]
    .filter((block) => block !== '')
    .join('\n');
}

/** `2 new, 1 existing, 0 waived`. */
export function countFindings({ new: fresh, existing, waived }: ScanReport['summary']): string {
  return `${fresh} new, ${existing} existing, ${waived} waived`;
}

export function findingText(found: Finding, sentence: string | undefined, colors: Colors): string {
  const { rule, at, message, clause, fingerprint, severity } = found;
  const fix = ruleMetadata.find(({ id }) => id === rule)?.fix;
  const kind = severity === 'error' ? colors.red(severity) : colors.yellow(severity);
  const lines = [
    `${colors.cyan(`${at.file}:${at.line}:${at.column}`)} ${kind} ${rule}: ${message}`,
    `  ${colors.dim('breaks')} ${clause}${sentence === undefined ? '' : `: “${sentence}”`}`,
    ...(fix === undefined ? [] : [`  ${colors.dim('mend')}   ${fix}`]),
    `  ${colors.dim('waive')}  fingerprint ${fingerprint}`,
  ];
  return `${lines.join('\n')}\n`;
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
