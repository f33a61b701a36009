import type { CompiledClause, CompiledPolicy } from '@troth/compiler';
import { sectionBlocks, type Block } from './blocks.ts';
import { textOf } from './formats/bound-value.ts';
import { wordsFor } from './words/words.ts';

/**
 * The binding text as a published text file has it: title, headings and paragraphs, a line each.
 */
export function plainText(policy: CompiledPolicy, language: string = 'en'): string {
  const { locale } = wordsFor(language);
  return sectionBlocks(policy)
    .flatMap(({ blocks }) => blocks)
    .map((block) => lineOf(block, locale))
    .join('\n');
}

/** A clause as it is read: lead-in, a space, its text. */
export function clauseText(clause: CompiledClause, locale: string): string {
  const text = textOf(clause.text, locale);
  return clause.lead === undefined ? text : `${textOf(clause.lead, locale)} ${text}`;
}

function lineOf(block: Block, locale: string): string {
  switch (block.kind) {
    case 'title':
      return clauseText(block.clause, locale);
    case 'heading':
      return block.text;
    case 'paragraph':
      return block.clauses.map((clause) => clauseText(clause, locale)).join(' ');
  }
}
