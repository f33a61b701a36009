/** What the environment says; nothing else of it is read. */
export interface Config {
  /** Whether text on standard output may carry colours. */
  readonly colors: boolean;
  /** Whether a person watches standard error, so that progress is worth a line. */
  readonly watched: boolean;
}

/**
 * Colours only on a terminal, and not where `NO_COLOR` is set to anything (no-color.org) or the
 * terminal says it is dumb. CI is no terminal: its log keeps plain text.
 */
export function readConfig(): Config {
  const { NO_COLOR: noColor = '', TERM: terminal } = process.env;
  const plain = noColor !== '' || terminal === 'dumb';
  return {
    colors: isTerminal(process.stdout) && !plain,
    watched: isTerminal(process.stderr) && terminal !== 'dumb',
  };
}

/** Node leaves `isTTY` undefined, not false, on a file or a pipe. */
function isTerminal(stream: { readonly isTTY?: boolean }): boolean {
  return stream.isTTY === true;
}
