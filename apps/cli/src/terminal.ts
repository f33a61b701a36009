import pc from 'picocolors';
import type { Config } from './config.ts';
import { UsageError } from './failures.ts';

export type Colors = ReturnType<typeof pc.createColors>;

/** Everything a command needs of the machine it runs on. */
export interface Terminal {
  /** Absolute path of the working directory. */
  readonly cwd: string;
  readonly colors: Colors;
  readonly now: () => Date;
  /** Writes to standard output, where results go. */
  readonly out: (text: string) => void;
  /** Writes to standard error, where everything goes that is not the result. */
  readonly err: (text: string) => void;
  /** One line that replaces the last one, on a watched terminal; nothing elsewhere. An empty text clears it. */
  readonly progress: (text: string) => void;
  /** All of standard input, as text; a keyboard is no input, so that nobody waits without knowing. */
  readonly readInput: () => Promise<string>;
}

export function openTerminal(config: Config): Terminal {
  // A reader that has seen enough (`| head`) is no error of ours.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  return {
    cwd: process.cwd(),
    colors: pc.createColors(config.colors),
    now: () => new Date(),
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    progress: (text) => {
      if (config.watched) process.stderr.write(`\r\u001B[2K${text}`);
    },
    readInput,
  };
}

async function readInput(): Promise<string> {
  if (process.stdin.isTTY)
    throw new UsageError('nothing stands on standard input; --help shows how to ask');
  const chunks: Uint8Array[] = [];
  for await (const chunk of process.stdin) {
    if (chunk instanceof Uint8Array) chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}
