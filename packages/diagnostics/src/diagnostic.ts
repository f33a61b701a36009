import { codes, type Code } from './codes.ts';
import type { Position, Span } from './position.ts';

/** `error` fails a check; `warning` does not; `hint` is a question to legal and never advice. */
export type Severity = 'error' | 'warning' | 'hint';

export interface Diagnostic {
  readonly code: Code;
  readonly severity: Severity;
  /** What is wrong, in the user's own words in backticks; no capital, no full stop, no line break. */
  readonly message: string;
  readonly at: Position;
  /** What to type. */
  readonly help: string;
  /** The other place it is about, for example the first definition of a duplicate. */
  readonly related?: Position;
  /** Lines of YAML to fill in, where something is missing as a whole. */
  readonly stub?: string;
  /** The correction, where only one is possible: `troth fix` writes it. */
  readonly fix?: Fix;
}

/** One stretch of one line, and what should stand there. */
export interface Fix {
  readonly at: Span;
  /** Replaced instead of the whole stretch, which may then be of several lines; only where it stands there once. */
  readonly word?: string;
  readonly replacement: string;
}

/** A diagnostic of the catalogue; `help` and `severity` replace the catalogue's own where more is known. */
export function diagnostic(
  code: Code,
  at: Position,
  message: string,
  more: {
    readonly help?: string;
    readonly severity?: Severity;
    readonly related?: Position;
    readonly stub?: string;
    readonly fix?: Fix;
  } = {},
): Diagnostic {
  const { severity, help } = codes[code];
  const { file, line, column } = at;
  return {
    code,
    severity: more.severity ?? severity,
    message,
    at: { file, line, column },
    help: more.help ?? help,
    ...(more.related && {
      related: { file: more.related.file, line: more.related.line, column: more.related.column },
    }),
    ...(more.stub !== undefined && { stub: more.stub }),
    ...(more.fix && { fix: more.fix }),
  };
}

/** By file, line, column, code. Returns a new list. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.toSorted(
    (a, b) =>
      compareText(a.at.file, b.at.file) ||
      a.at.line - b.at.line ||
      a.at.column - b.at.column ||
      compareText(a.code, b.code),
  );
}

/** Two lines or three, without colours: place, severity, code and message; the related place; the help. */
export function formatDiagnostic({
  code,
  severity,
  message,
  at,
  help,
  related,
}: Diagnostic): string {
  const first = `${place(at)} ${severity} ${code}: ${message}`;
  return [first, ...(related ? [`  see: ${place(related)}`] : []), `  help: ${help}`].join('\n');
}

export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ severity }) => severity === 'error');
}

function place({ file, line, column }: Position): string {
  return `${file}:${line}:${column}`;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
