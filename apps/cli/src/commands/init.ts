import { starterPolicy, type Identity } from '@troth/authoring';
import { compilePolicy } from '@troth/compiler';
import { formatDiagnostic, hasErrors } from '@troth/diagnostics';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import type { CommandSpec } from '../command.ts';
import { UsageError } from '../failures.ts';
import { datedOption, daysFrom, urlPath } from '../identity-options.ts';
import { assertUnused, writeNewFiles } from '../new-files.ts';
import { optionalText, type Options } from '../options.ts';

export const init: CommandSpec = {
  name: 'init',
  summary: 'start a policy of about twenty lines',
  description:
    'Writes a minimal policy that compiles, renders, decides and scans: what is collected, what for, ' +
    'when it is gone. Asks on a terminal for what no flag says. Never replaces a file.',
  examples: [
    ['troth init', 'ask, then write policy/'],
    [
      'troth init legal --name "Northwind, Inc." --email privacy@northwind.example',
      'without questions, into legal/',
    ],
  ],
  configure: (command) => {
    datedOption(command.argument('[dir]', 'folder to write to; new or empty', 'policy'));
  },
  run: async ({ args: [dir = 'policy'], options }, terminal) => {
    const folder = resolve(terminal.cwd, dir);
    await assertUnused(folder, terminal.cwd);
    const today = daysFrom(terminal.now(), 0);
    const identity = await identityOf(options, today, askOnTerminal);
    const files = starterPolicy(identity);
    const { diagnostics } = compilePolicy(files);
    if (hasErrors(diagnostics)) {
      const errors = diagnostics.filter(({ severity }) => severity === 'error');
      throw new UsageError(
        `these answers make no policy:\n${errors.map(formatDiagnostic).join('\n')}`,
      );
    }
    const written = await writeNewFiles(folder, files, terminal.cwd);
    const named = dir === 'policy' ? '' : ` --policy ${dir}`;
    terminal.out(
      `${written.map((path) => `${path}\n`).join('')}next: troth check${named}, then troth render --out site${named}\n`,
    );
    return 0;
  },
};

/** Puts one question; `undefined` where nobody is there to answer. */
export type Ask = ((question: string) => Promise<string>) | undefined;

const questions = [
  ['name', 'Legal name of the company'],
  ['email', 'Address for questions'],
] as const;

/** Flags first; what they leave open is asked, and refused where nobody can be asked. */
export async function identityOf(
  options: Options,
  today: string,
  withAsk: <T>(use: (ask: Ask) => Promise<T>) => Promise<T>,
): Promise<Identity> {
  const open = questions.filter(([key]) => optionalText(options, key) === undefined);
  const answers = open.length === 0 ? new Map<string, string>() : await withAsk(answersTo(open));
  const said = (key: 'name' | 'email'): string =>
    (optionalText(options, key) ?? answers.get(key) ?? '').trim();
  return {
    name: said('name'),
    email: said('email'),
    date: optionalText(options, 'date') ?? today,
    path: urlPath(optionalText(options, 'url')),
  };
}

function answersTo(
  open: readonly (readonly [key: string, question: string])[],
): (ask: Ask) => Promise<ReadonlyMap<string, string>> {
  return async (ask) => {
    if (!ask) {
      const flags = open.map(([key]) => `--${key}`).join(' and ');
      throw new UsageError(`nobody is at the terminal to ask: give ${flags}`);
    }
    const answers = new Map<string, string>();
    for (const [key, question] of open) {
      const answer = (await ask(`${question}: `)).trim();
      if (answer === '') throw new UsageError(`\`${question}\` was left without an answer`);
      answers.set(key, answer);
    }
    return answers;
  };
}

async function askOnTerminal<T>(use: (ask: Ask) => Promise<T>): Promise<T> {
  const isWatched = isTerminal(process.stdin) && isTerminal(process.stderr);
  if (!isWatched) return await use(undefined);
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  // The iterator keeps lines that were typed or pasted before their question came.
  const typed = lines[Symbol.asyncIterator]();
  try {
    return await use(async (question) => {
      lines.setPrompt(question);
      lines.prompt();
      const line = await typed.next();
      if (line.done === true) throw new UsageError('no answer came; nothing was written');
      return line.value;
    });
  } finally {
    lines.close();
  }
}

/** Node leaves `isTTY` undefined, not false, on a file or a pipe. */
function isTerminal(stream: { readonly isTTY?: boolean }): boolean {
  return stream.isTTY === true;
}
