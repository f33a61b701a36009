import type { Finding, Note } from '@troth/scanner';
import type { ScanReport } from '../scan/scan-report.ts';

/** A scan as JSON shows it; the form is a contract with programs outside. */
export function scanJson(report: ScanReport, ms: number): unknown {
  return {
    findings: report.findings.map(findingJson),
    notes: report.notes.map(noteJson),
    ...(report.inCode.length > 0 && {
      ignoredInCode: report.inCode.map(({ rule, reason, at }) => ({
        rule,
        reason,
        path: at.file,
        line: at.line,
      })),
    }),
    summary: report.summary,
    stats: { files: report.files, lines: report.lines, ms },
  };
}

export function findingJson({
  rule,
  severity,
  at,
  message,
  clause,
  fingerprint,
  status,
  flow,
}: Finding): unknown {
  const { file, line, column } = at;
  return {
    rule,
    severity,
    path: file,
    line,
    endLine: lastLine(at),
    column,
    message,
    clause,
    fingerprint,
    status,
    ...(flow.length > 0 && { flow: flow.map(hopJson) }),
  };
}

/** A step of a flow: source first, the place where the value leaves last. */
function hopJson({ at, written }: Finding['flow'][number]): unknown {
  return { path: at.file, line: at.line, endLine: lastLine(at), column: at.column, written };
}

export function noteJson({ rule, at, message }: Note): unknown {
  return { rule, path: at.file, line: at.line, endLine: lastLine(at), column: at.column, message };
}

/** A span ends before its end: one that ends at the start of a line does not reach into it. */
export function lastLine({ line, endLine, endColumn }: Finding['at']): number {
  return endColumn === 1 && endLine > line ? endLine - 1 : endLine;
}
