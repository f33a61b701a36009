/** One word of a command, its quotes and variables resolved; what is unknown stands as `HOLE`. */
export interface Word {
  readonly text: string;
  /** Offsets in the text that was read, UTF-16 code units, the end exclusive. */
  readonly start: number;
  readonly end: number;
}

/** A simple command: `FOO=1 curl -k https://…`. */
export interface Command {
  readonly assignments: readonly Word[];
  readonly words: readonly Word[];
}

export type Variables = ReadonlyMap<string, string>;
