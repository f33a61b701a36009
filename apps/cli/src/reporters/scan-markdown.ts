import type { CompiledPolicy } from '@troth/compiler';
import { sentenceOf } from '@troth/compiler';
import type { Finding } from '@troth/scanner';
import type { ScanReport } from '../scan/scan-report.ts';
import { plural } from './diagnostics.ts';
import { countFindings } from './scan-text.ts';

/** Rows beyond this are counted, not shown: a step summary holds one mebibyte, a comment 65,536 characters. */
const ROWS_SHOWN = 100;

/** A scan for a step summary or a comment: the promises that break first, then where. */
export function scanMarkdown({ findings, summary }: ScanReport, policy: CompiledPolicy): string {
  const fresh = findings.filter(({ status }) => status === 'new');
  const head =
    fresh.length === 0
      ? 'No new place breaks a promise of the policy.'
      : `**${fresh.length === 1 ? '1 place breaks' : `${fresh.length} places break`} a promise of the policy.**`;
  const broken = policy.clauses.filter(({ id }) => fresh.some(({ clause }) => clause === id));
  const promises = broken.map((clause) => `- \`${clause.id}\` ${escape(sentenceOf(clause))}`);
  const table = fresh.length === 0 ? [] : ['', ...findingRows(fresh.slice(0, ROWS_SHOWN))];
  const more = fresh.length - ROWS_SHOWN;
  const cut = more > 0 ? ['', `and ${more} more; \`troth scan\` lists them.`] : [];
  const list = promises.length === 0 ? [] : ['', ...promises];
  return [
    head,
    ...list,
    ...table,
    ...cut,
    '',
    `${countFindings(summary)}, ${plural(summary.notes, 'note')}.`,
    '',
  ].join('\n');
}

/** A table of findings. */
export function findingRows(findings: readonly Finding[]): readonly string[] {
  return ['| where | what | rule | clause |', '| --- | --- | --- | --- |', ...findings.map(row)];
}

function row({ at, message, rule, clause }: Finding): string {
  return `| ${escape(`${at.file}:${at.line}`)} | ${escape(message)} | \`${rule}\` | \`${clause}\` |`;
}

/** Code of the scanned repository may stand in a message, and a pull request is written by anybody: nothing of it is markup. */
export function escape(text: string): string {
  return text
    .replaceAll(/[\\`*_{}[\]<>()#+!|~@&]/g, (character) => `&#${character.codePointAt(0)};`)
    .replaceAll(/\s+/g, ' ');
}
