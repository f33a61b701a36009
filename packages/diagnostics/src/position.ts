/** A place in a file of text. Lines and columns count from 1; columns are UTF-16 code units. */
export interface Position {
  /** Path as the reader of the diagnostic knows it, `/` between folders. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** A span of text: from `line:column` up to, but not including, `endLine:endColumn`. */
export interface Span extends Position {
  readonly endLine: number;
  readonly endColumn: number;
}
