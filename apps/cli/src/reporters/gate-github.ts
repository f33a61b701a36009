import type { GateReport } from '../gate.ts';
import { annotationLines, data, property } from './scan-github.ts';

/** The gate as workflow commands: mistakes in the policy, changes that lack something, new findings. */
export function gateGithub(report: GateReport): string {
  const { check, unmet, scan, project, verdict, reasons } = report;
  const errors = check.diagnostics
    .filter(({ severity }) => severity === 'error')
    .map(({ at, code, message, help }) => command(at, code, `${message} (${help})`));
  const lacking = unmet.map(({ clause, requirement }) => {
    const at = project.compilation.origins.get(clause) ?? {
      file: project.name,
      line: 1,
      column: 1,
    };
    return command(at, 'diff/unmet', `${clause} lacks ${requirement}`);
  });
  const fresh = (scan?.findings ?? []).filter(({ status }) => status === 'new');
  const last = verdict === 'pass' ? 'troth gate: pass' : `troth gate: ${reasons.join('; ')}`;
  return [...annotationLines([...errors, ...lacking], fresh), data(last), ''].join('\n');
}

function command(
  at: { readonly file: string; readonly line: number; readonly column: number },
  title: string,
  text: string,
): string {
  return `::error file=${property(at.file)},line=${at.line},col=${at.column},title=${property(title)}::${data(text)}`;
}
