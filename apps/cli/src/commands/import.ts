import { folded, importPolicy, type Imported, type ImportFormat } from '@troth/authoring';
import { compilePolicy } from '@troth/compiler';
import { plainText } from '@troth/page';
import { Option } from 'commander';
import { readFile } from 'node:fs/promises';
import { extname, resolve } from 'node:path';
import type { CommandSpec } from '../command.ts';
import { UsageError } from '../failures.ts';
import { datedOption, daysFrom, urlPath } from '../identity-options.ts';
import { writeNewFiles } from '../new-files.ts';
import { optionalText, text, type Options } from '../options.ts';
import { plural } from '../reporters/diagnostics.ts';
import type { Terminal } from '../terminal.ts';

/** Named `importFile` because `import` is a word of the language. */
export const importFile: CommandSpec = {
  name: 'import',
  summary: 'propose a policy that says a published text word for word',
  description:
    'Reads a policy that is published as Markdown, HTML or plain text, and writes a policy folder that ' +
    'renders it word for word: a section a heading, a clause a sentence, each with `todo:` and so a gap ' +
    'until it has its rule. Nothing is guessed about what the sentences promise.',
  examples: [
    ['troth import privacy.md', 'write policy/'],
    ['troth import privacy.html --out legal/policy', 'write another folder'],
    ['troth import privacy.txt --email privacy@northwind.example', 'say what the text does not'],
  ],
  configure: (command) => {
    datedOption(command.argument('<file>', 'the published text'))
      .option('--out <dir>', 'folder to write to; new or empty', 'policy')
      .addOption(
        new Option('--from <format>', 'format of the file (default: by its ending)').choices([
          'markdown',
          'html',
          'text',
        ]),
      )
      .option('--todo <date>', 'day by which each clause has its rule (default: in 90 days)');
  },
  run: async ({ args: [file = ''], options }, terminal) => {
    const source = resolve(terminal.cwd, file);
    const imported = importPolicy({
      ...given(options),
      format: formatOf(source, optionalText(options, 'from')),
      text: await readSource(source, file),
      path: urlPath(optionalText(options, 'url')),
      todo: optionalText(options, 'todo') ?? daysFrom(terminal.now(), 90),
    });
    if (imported.kind === 'refused') throw new UsageError(`\`${file}\`: ${imported.problem}`);
    assertSameText(imported, file);
    const out = text(options, 'out');
    // troth-ignore sharing/personal-data-in-logs -- the address is the one the company publishes, in its own policy
    const written = await writeNewFiles(resolve(terminal.cwd, out), imported.files, terminal.cwd);
    terminal.out(report(imported, written, terminal, out));
    return 0;
  },
};

type Sound = Extract<Imported, { readonly kind: 'imported' }>;

function given(options: Options): Readonly<Record<string, string>> {
  return Object.fromEntries(
    ['name', 'email', 'date'].flatMap((key) => {
      const value = optionalText(options, key);
      return value === undefined ? [] : [[key, value]];
    }),
  );
}

function formatOf(path: string, named: string | undefined): ImportFormat {
  if (named === 'markdown' || named === 'html' || named === 'text') return named;
  switch (extname(path).toLowerCase()) {
    case '.md':
    case '.markdown':
      return 'markdown';
    case '.html':
    case '.htm':
    case '.xhtml':
      return 'html';
    case '.txt':
    case '.text':
    case '':
      return 'text';
    default:
      throw new UsageError(`\`${path}\`: say with --from what format this is`);
  }
}

async function readSource(path: string, shown: string): Promise<string> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`\`${shown}\` cannot be read: ${reason}`, { cause: error });
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new UsageError(`\`${shown}\` is not UTF-8 text`, { cause: error });
  }
}

/** Invariant: what is written renders what was read, or nothing is written. */
function assertSameText({ files, text: read }: Sound, file: string): void {
  const { policy } = compilePolicy(files);
  if (policy === undefined || folded(plainText(policy)) !== read)
    throw new Error(`the policy proposed for ${file} does not render its text`);
}

function report(
  { sections, clauses, notes }: Sound,
  written: readonly string[],
  { colors }: Terminal,
  out: string,
): string {
  const next = out === 'policy' ? 'troth check' : `troth check --policy ${out}`;
  return [
    ...written,
    ...notes.map((note) => `${colors.dim('note:')} ${note}`),
    `${plural(sections, 'section')}, ${plural(clauses, 'clause')}, each a gap until it has its rule; the text is rendered word for word`,
    `next: ${next}`,
    '',
  ].join('\n');
}
