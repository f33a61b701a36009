import type { CompiledPolicy } from '@troth/compiler';
import { sectionBlocks } from './blocks.ts';
import { textOf } from './formats/bound-value.ts';
import { clauseText, plainText } from './plain-text.ts';
import type { Words } from './words/words.ts';

/** The same text and rules for machines; `text` is the binding text, byte for byte that of the page. */
export function machineCopy(policy: CompiledPolicy, words: Words): string {
  const paragraphs = sectionBlocks(policy).flatMap(({ blocks }) =>
    blocks.flatMap((block) => (block.kind === 'paragraph' ? [block.clauses] : [])),
  );
  const paragraphOf = new Map(
    paragraphs.flatMap((clauses, at) => clauses.map((clause) => [clause.id, at + 1] as const)),
  );
  const copy = {
    policy: policy.hash,
    language: words.language,
    controller: policy.controller,
    contact: policy.contact,
    version: policy.version,
    text: plainText(policy, words.language),
    sections: policy.sections,
    clauses: policy.clauses.map((clause) => ({
      id: clause.id,
      section: clause.section,
      paragraph: paragraphOf.get(clause.id),
      text: clauseText(clause, words.locale),
      summary: clause.summary && textOf(clause.summary, words.locale),
      formerly: clause.formerly,
      rules: clause.rules,
    })),
    vocabulary: {
      categories: policy.vocabulary.categories.map(({ id, name, parent, dpv }) => ({
        id,
        name,
        parent,
        dpv,
      })),
      purposes: policy.vocabulary.purposes,
      recipients: policy.vocabulary.recipients.map(({ id, name, role, service, country }) => ({
        id,
        name,
        role,
        service,
        country,
      })),
      regions: policy.vocabulary.regions,
    },
  };
  return `${JSON.stringify(copy, undefined, 2)}\n`;
}
