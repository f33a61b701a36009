import type { GateReport } from '../gate.ts';
import { consequenceOf } from './consequence.ts';
import { plural } from './diagnostics.ts';
import { countFindings } from './scan-text.ts';
import { escape, findingRows } from './scan-markdown.ts';

/** Rows of one table in a comment: a reader reads one screen. */
const ROWS_SHOWN = 25;

/** The gate for a comment on a pull request: the consequence first, sentences before places. */
export function gateMarkdown(report: GateReport): string {
  const { verdict, reasons, notCompared } = report;
  const mark = verdict === 'pass' ? '✅' : '❌';
  return [
    `${mark} **${consequenceOf(report.diff)}**${reasons.length === 0 ? '' : ` ${escape(`${reasons.join('; ')}.`)}`}`,
    ...(notCompared === undefined ? [] : ['', escape(`${notCompared}.`)]),
    ...changesTable(report),
    ...unmetList(report),
    ...diagnosticsList(report),
    ...findingsTable(report),
    '',
    summaryLine(report),
    '',
  ].join('\n');
}

function changesTable({ diff }: GateReport): readonly string[] {
  const changes = diff?.changes ?? [];
  if (changes.length === 0) return [];
  const rows = changes
    .slice(0, ROWS_SHOWN)
    .map(
      ({ clause, kind, direction, before, after, requires }) =>
        `| \`${clause}\` ${escape(kind)} | ${escape(before ?? '–')} | ${escape(after ?? '–')} | ${direction} | ${escape(requires.join(', '))} |`,
    );
  return [
    '',
    '| promise | before | after | direction | needs |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    ...cut(changes.length),
  ];
}

function unmetList({ unmet }: GateReport): readonly string[] {
  return unmet.length === 0
    ? []
    : [
        '',
        ...unmet.map(({ clause, requirement }) => `- \`${clause}\` lacks ${escape(requirement)}`),
      ];
}

function diagnosticsList({ check }: GateReport): readonly string[] {
  const errors = check.diagnostics.filter(({ severity }) => severity === 'error');
  if (errors.length === 0) return [];
  const items = errors
    .slice(0, ROWS_SHOWN)
    .map(
      ({ at, message, help }) =>
        `- ${escape(`${at.file}:${at.line}`)} ${escape(message)}: ${escape(help)}`,
    );
  return ['', ...items, ...cut(errors.length)];
}

function findingsTable({ scan }: GateReport): readonly string[] {
  const fresh = (scan?.findings ?? []).filter(({ status }) => status === 'new');
  return fresh.length === 0
    ? []
    : ['', ...findingRows(fresh.slice(0, ROWS_SHOWN)), ...cut(fresh.length)];
}

function cut(count: number): readonly string[] {
  return count > ROWS_SHOWN
    ? ['', `and ${count - ROWS_SHOWN} more; \`troth gate\` lists them.`]
    : [];
}

function summaryLine({ test, scan, base }: GateReport): string {
  const parts = [
    ...(test === undefined ? [] : [`${test.passed} of ${test.tests.length} policy tests hold`]),
    ...(scan === undefined
      ? []
      : [`findings: ${countFindings(scan.summary)}`, plural(scan.summary.notes, 'note')]),
    `compared with ${base.slice(0, 12)}`,
  ];
  return `<sub>${parts.join(' · ')}</sub>`;
}
