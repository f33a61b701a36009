import type { Finding } from '@troth/scanner';
import type { ScanReport } from '../scan/scan-project.ts';
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
  const shown = fresh.slice(0, ANNOTATIONS_SHOWN).map(annotation);
  const hidden = fresh.slice(ANNOTATIONS_SHOWN).map(plainLine);
  const cut =
    hidden.length === 0
      ? []
      : [
          `${hidden.length} of ${fresh.length} findings are above without an annotation: GitHub shows ${ANNOTATIONS_SHOWN} a step.`,
        ];
  return [...shown, ...hidden, ...cut, `troth scan: ${countFindings(summary)}`, ''].join('\n');
}

function annotation(found: Finding): string {
  const { severity, at, rule, message, clause } = found;
  const place = `file=${property(at.file)},line=${at.line},endLine=${lastLine(at)},col=${at.column}`;
  return `::${severity} ${place},title=${property(rule)}::${data(`${message} (breaks ${clause})`)}`;
}

function plainLine({ at, rule, message, clause }: Finding): string {
  return data(`${at.file}:${at.line}:${at.column} ${rule}: ${message} (breaks ${clause})`);
}

/** A line of the log that starts with `::` would be a command, so the text of a finding never stands first. */
function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
