import type { Finding } from '@troth/scanner';
import type { ScanReport } from '../scan/scan-report.ts';
import { lastLine } from './scan-json.ts';
import { countFindings } from './scan-text.ts';

/** GitHub shows this many errors of a step as annotations and drops the rest without a word. */
const ANNOTATIONS_SHOWN = 10;

/**
 * New findings as workflow commands, which GitHub shows at their lines. Those beyond its limit stay
 * in the log as plain lines, and the last line says how many.
 * @see https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
 */
export function scanGithub({ findings, summary }: ScanReport): string {
  const fresh = findings.filter(({ status }) => status === 'new');
  return [...annotationLines([], fresh), `troth scan: ${countFindings(summary)}`, ''].join('\n');
}

/** Commands made elsewhere first, then findings, as many as GitHub shows; the rest as plain lines, counted. */
export function annotationLines(
  commands: readonly string[],
  findings: readonly Finding[],
): readonly string[] {
  const room = Math.max(0, ANNOTATIONS_SHOWN - commands.length);
  const hidden = findings.slice(room).map(plainLine);
  const cut =
    hidden.length === 0
      ? []
      : [
          `${hidden.length} of ${findings.length} findings are above without an annotation: GitHub shows ${ANNOTATIONS_SHOWN} a step.`,
        ];
  return [...commands, ...findings.slice(0, room).map(annotation), ...hidden, ...cut];
}

function annotation(found: Finding): string {
  const { severity, at, rule, message, clause } = found;
  const place = `file=${property(at.file)},line=${at.line},endLine=${lastLine(at)},col=${at.column}`;
  return `::${severity} ${place},title=${property(rule)}::${data(`${message} (breaks ${clause})`)}`;
}

function plainLine({ at, rule, message, clause }: Finding): string {
  return data(`${at.file}:${at.line}:${at.column} ${rule}: ${message} (breaks ${clause})`);
}

/** Text as the message of a command: on one line. It never stands first in a line, where `::` would begin another command. */
export function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

/** Text as the value of a property of a command. */
export function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
