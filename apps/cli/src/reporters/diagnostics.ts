import type { Diagnostic, Severity } from '@troth/diagnostics';
import type { SourceFile } from '@troth/sources';
import type { Colors } from '../terminal.ts';

/** A diagnostic as JSON shows it. */
export interface FlatDiagnostic {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly help: string;
  readonly stub?: string;
}

export function flatDiagnostic({
  code,
  severity,
  message,
  at,
  help,
  stub,
}: Diagnostic): FlatDiagnostic {
  const { file, line, column } = at;
  return { code, severity, message, file, line, column, help, ...(stub !== undefined && { stub }) };
}

/** Diagnostics for a person: place, what is wrong, the line it is about, and what to type. */
export function diagnosticsText(
  diagnostics: readonly Diagnostic[],
  files: readonly SourceFile[],
  colors: Colors,
): string {
  const texts = new Map(files.map(({ path, text }) => [path, text.split('\n')]));
  return diagnostics.map((found) => one(found, texts, colors)).join('\n');
}

/** `2 errors, 1 warning, 3 hints`; a kind that did not occur is left out. */
export function countBySeverity(diagnostics: readonly Diagnostic[]): string {
  const kinds: readonly Severity[] = ['error', 'warning', 'hint'];
  return kinds
    .map((kind) => ({
      kind,
      count: diagnostics.filter(({ severity }) => severity === kind).length,
    }))
    .filter(({ count }) => count > 0)
    .map(({ kind, count }) => plural(count, kind))
    .join(', ');
}

/** `1 error`, `2 errors`. */
export function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}

function one(
  found: Diagnostic,
  texts: ReadonlyMap<string, readonly string[]>,
  colors: Colors,
): string {
  const { code, severity, message, at, help, related, stub } = found;
  const place = colors.cyan(`${at.file}:${at.line}:${at.column}`);
  const lines = [
    `${place} ${paint(severity, colors)} ${colors.dim(`${code}:`)} ${message}`,
    ...(stub === undefined ? excerpt(found, texts, colors) : []),
    ...(related === undefined ? [] : [`  see: ${related.file}:${related.line}:${related.column}`]),
    `  ${colors.dim('help:')} ${help}`,
    ...(stub?.split('\n').map((line) => `    ${line}`) ?? []),
  ];
  return `${lines.join('\n')}\n`;
}

/** The line of the file and a mark below the column; nothing for a file as a whole. */
function excerpt(
  { at, severity }: Diagnostic,
  texts: ReadonlyMap<string, readonly string[]>,
  colors: Colors,
): readonly string[] {
  const line = texts.get(at.file)?.[at.line - 1]?.replace(/\r$/, '');
  if (line === undefined || line.trim() === '' || line.length > 200) return [];
  const number = String(at.line);
  const before = line.slice(0, at.column - 1).replace(/[^\t]/g, ' ');
  return [
    `  ${colors.dim(`${number} |`)} ${line}`,
    `  ${colors.dim(`${' '.repeat(number.length)} |`)} ${before}${paintMark(severity, colors)}`,
  ];
}

function paint(severity: Severity, colors: Colors): string {
  switch (severity) {
    case 'error':
      return colors.red(severity);
    case 'warning':
      return colors.yellow(severity);
    case 'hint':
      return colors.blue(severity);
  }
}

function paintMark(severity: Severity, colors: Colors): string {
  switch (severity) {
    case 'error':
      return colors.red('^');
    case 'warning':
      return colors.yellow('^');
    case 'hint':
      return colors.blue('^');
  }
}
