import { compilePolicy, type SourceFile } from '@troth/compiler';
import { hasErrors, formatDiagnostic } from '@troth/diagnostics';
import { settingsFile, type Identity } from '../settings-file.ts';
import { yamlText } from '../yaml-text.ts';
import { folded, type Block, type Reading } from './block.ts';
import { draftOf, type DraftClause, type DraftSection } from './draft.ts';
import { htmlBlocks } from './html-blocks.ts';
import { markdownBlocks } from './markdown-blocks.ts';
import { saidInText } from './said-in-text.ts';
import { textBlocks } from './text-blocks.ts';

export type ImportFormat = 'markdown' | 'html' | 'text';

/** A published policy to bring in. */
export interface ImportSource {
  readonly format: ImportFormat;
  readonly text: string;
  /** What the text itself may not say; where given, it wins over the text. */
  readonly name?: string;
  readonly email?: string;
  /** `YYYY-MM-DD`. */
  readonly date?: string;
  /** Where the page stands on the site. */
  readonly path: string;
  /** `YYYY-MM-DD` by which every clause has its rule. */
  readonly todo: string;
}

export type Imported =
  | {
      readonly kind: 'imported';
      /** Below the policy folder. */
      readonly files: readonly SourceFile[];
      readonly sections: number;
      readonly clauses: number;
      /** The text as it was read, blocks in a row, white space folded: what the policy renders. */
      readonly text: string;
      /** What was left out or taken from the text, for the person who imports. */
      readonly notes: readonly string[];
    }
  | { readonly kind: 'refused'; readonly problem: string };

/** In UTF-16 code units: four times the longest privacy policy in use, and small enough for every parser. */
const largest = 1_000_000;

/**
 * Proposes a policy that renders this text word for word: sections from headings, one clause a
 * sentence, each waiting for its rule. Never throws, whatever the text.
 */
export function importPolicy(source: ImportSource): Imported {
  if (source.text.length > largest) return refused('the text is longer than a million characters');
  const reading = blocksOf(source);
  if (reading.kind === 'refused') return reading;
  const text = reading.blocks.map(textOf).join(' ');
  if (text === '') return refused('the file holds no text');
  const brace = /.{0,20}(?:\{\{|\}\}).{0,20}/.exec(text)?.[0];
  if (brace !== undefined)
    return refused(`\`${brace}\` holds double braces, which the language reads as a binding`);
  const identity = identityOf(source, text);
  if (identity.kind === 'refused') return identity;
  const draft = draftOf(reading.blocks);
  const settings = settingsFile(
    identity,
    draft.map(({ id }) => id),
  );
  const files = [
    { path: 'policy.yaml', text: settings },
    ...draft.map((section) => sectionFile(section, source.todo)),
  ];
  const wrong = compilePolicy(files).diagnostics;
  if (hasErrors(wrong))
    return refused(
      wrong
        .filter(({ severity }) => severity === 'error')
        .map(formatDiagnostic)
        .join('\n'),
    );
  return {
    kind: 'imported',
    files,
    sections: draft.length,
    clauses: draft.reduce((sum, { clauses }) => sum + clauses.length, 0),
    text,
    notes: [
      ...reading.notes,
      `taken as true: ${identity.name}, ${identity.email}, published on ${identity.date}`,
    ],
  };
}

interface Refused {
  readonly kind: 'refused';
  readonly problem: string;
}

function refused(problem: string): Refused {
  return { kind: 'refused', problem };
}

function identityOf(
  { path, ...given }: ImportSource,
  text: string,
): (Identity & { readonly kind: 'known' }) | Refused {
  const said = saidInText(text);
  const name = given.name ?? said.name;
  const email = given.email ?? said.email;
  const date = given.date ?? said.date;
  if (name === undefined) return refused('the text does not say whose it is: give --name');
  if (email === undefined) return refused('the text names no address to write to: give --email');
  if (date === undefined) return refused('the text does not say since when: give --date');
  return { kind: 'known', name, email, date, path, aliases: said.aliases };
}

function blocksOf({ format, text }: ImportSource): Reading {
  switch (format) {
    case 'markdown':
      return markdownBlocks(text);
    case 'html':
      return htmlBlocks(text);
    case 'text':
      return textBlocks(text);
  }
}

function textOf(block: Block): string {
  switch (block.kind) {
    case 'heading':
    case 'label':
      return block.text;
    case 'paragraph':
      return block.lead === undefined ? block.text : `${block.lead} ${block.text}`;
    case 'row':
      return block.cells.join(' ');
  }
}

function sectionFile({ id, title, clauses }: DraftSection, todo: string): SourceFile {
  const head = title === undefined ? '' : `title: ${yamlText(title, 0, 'title')}\n`;
  const notice = `# Drafted by \`troth import\`: give each clause its rule and delete its \`todo:\` line.\n`;
  const body = clauses.map((clause) => clauseYaml(clause, todo)).join('\n');
  return { path: `clauses/${id}.yaml`, text: `${notice}${head}clauses:\n${body}` };
}

function clauseYaml({ id, layout, lead, text, comment }: DraftClause, todo: string): string {
  const lines = [
    ...(comment === undefined ? [] : [`  # ${folded(comment)}`]),
    `  - id: ${yamlText(id, 4, 'id')}`,
    ...(layout === 'title' ? ['    as: title'] : []),
    ...(layout === 'continues' ? ['    join: true'] : []),
    ...(lead === undefined ? [] : [`    lead: ${yamlText(lead, 4, 'lead')}`]),
    `    text: ${yamlText(text, 4, 'text')}`,
    `    todo: ${todo}`,
  ];
  return `${lines.join('\n')}\n`;
}
