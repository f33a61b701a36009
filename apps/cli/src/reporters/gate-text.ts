import { sentenceOf } from '@troth/compiler';
import type { GateReport } from '../gate.ts';
import type { Colors } from '../terminal.ts';
import { consequenceOf } from './consequence.ts';
import { diagnosticsText, plural } from './diagnostics.ts';
import { changeText } from './diff-text.ts';
import { countFindings, findingText } from './scan-text.ts';

/** The gate for a person: what merging does, what stands against it, the verdict last. */
export function gateText(report: GateReport, colors: Colors): string {
  const blocks = [
    `${colors.bold(consequenceOf(report.diff))}${report.notCompared === undefined ? '' : ` (${report.notCompared})`}\n`,
    problemsText(report, colors),
    ...(report.diff?.changes ?? []).map((change) => changeText(change, colors)),
    unmetText(report, colors),
    findingsText(report, colors),
    blindText(report, colors),
    overview(report, colors),
    verdictText(report, colors),
  ];
  return blocks.filter((block) => block !== '').join('\n');
}

/** Hints are for `troth check`; here only what counts. */
function problemsText({ check, project }: GateReport, colors: Colors): string {
  const worth = check.diagnostics.filter(({ severity }) => severity !== 'hint');
  return diagnosticsText(worth, project.files, colors);
}

function unmetText({ unmet }: GateReport, colors: Colors): string {
  return unmet
    .map(
      ({ clause, requirement }) => `${colors.red('lacks')} ${colors.cyan(clause)} ${requirement}\n`,
    )
    .join('');
}

function findingsText({ scan, project }: GateReport, colors: Colors): string {
  const clauses = project.compilation.policy?.clauses ?? [];
  const sentences = new Map(clauses.map((clause) => [clause.id, sentenceOf(clause)]));
  return (scan?.findings ?? [])
    .filter(({ status }) => status === 'new')
    .map((found) => findingText(found, { sentence: sentences.get(found.clause), colors }))
    .join('\n');
}

function blindText({ blind }: GateReport, colors: Colors): string {
  return blind
    .map(
      ({ at, rule, message }) =>
        `${colors.cyan(`${at.file}:${at.line}:${at.column}`)} ${colors.red('blind')} ${rule}: ${message}\n`,
    )
    .join('');
}

function overview({ check, test, diff, scan }: GateReport, colors: Colors): string {
  const mark = (ok: boolean | undefined): string => {
    if (ok === undefined) return colors.dim('not run');
    return ok ? colors.green('ok     ') : colors.red('failed ');
  };
  const changes = diff === undefined ? 'not compared' : plural(diff.changes.length, 'change');
  return [
    `check  ${mark(check.ok)} ${plural(check.counts.clauses, 'clause')}, ${plural(check.counts.rules, 'rule')}`,
    `test   ${mark(test && test.failed === 0)} ${test === undefined ? '' : `${test.passed} of ${test.tests.length} hold`}`,
    `diff   ${diff?.material === true ? colors.yellow('material') : '       '} ${changes}`,
    `scan   ${mark(scan && scan.summary.new === 0)} ${scan === undefined ? '' : `${countFindings(scan.summary)}; ${plural(scan.summary.notes, 'note')}`}`,
    '',
  ].join('\n');
}

function verdictText({ verdict, reasons, base }: GateReport, colors: Colors): string {
  const against = colors.dim(`(against ${base.slice(0, 12)})`);
  if (verdict === 'pass') return `${colors.green('pass')} ${against}\n`;
  return `${colors.red('fail')} ${reasons.join('; ')} ${against}\n`;
}
