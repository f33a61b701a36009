import type { CompiledClause, Segment } from '@troth/compiler';
import { sectionBlocks, type Block } from './blocks.ts';
import { wordsOf, wordsOfHeading, type Edition } from './edition.ts';
import { formatValue } from './formats/bound-value.ts';
import { isoDuration } from './formats/duration.ts';
import { html, joined, nothing, type Html } from './html.ts';
import { langOf } from './lang.ts';
import { mailLink } from './mail-link.ts';
import type { Words } from './words/words.ts';

/**
 * The one element that holds the binding text and nothing else: its `textContent` is the published
 * text, white space aside. Anchors and permalinks inside it have no text of their own. A translation
 * binds nobody, so its element is marked as one, and says where it shows the source instead.
 */
export function policyText(edition: Edition): Html {
  const { policy, words, translated } = edition;
  const sections = sectionBlocks(policy).map(({ section, blocks }) => {
    const content = blocks.map((block) => html`${blockMarkup(block, edition)}\n`);
    return section.title === undefined
      ? html`<header class="opening">\n${content}</header>\n`
      : html`<section aria-labelledby="${section.id}">\n${content}</section>\n`;
  });
  const mark =
    translated === undefined
      ? html`data-policy-text`
      : html`data-policy-translation="${words.language}"`;
  return html`<article class="policy" id="_text" ${mark} tabindex="-1">\n${sections}</article>`;
}

function blockMarkup(block: Block, edition: Edition): Html {
  switch (block.kind) {
    case 'title':
      return html`<h1>${clauseMarkup(block.clause, edition)}</h1>`;
    case 'heading':
      return html`<h2 id="${block.section}"${langOf(edition.words, wordsOfHeading(edition, block.section))}>${block.text}</h2>`;
    case 'paragraph': {
      const clauses = block.clauses.map((clause) => clauseMarkup(clause, edition));
      return isDateline(block.clauses)
        ? html`<p class="dateline">${joined(clauses, ' ')}</p>`
        : html`<p>${joined(clauses, ' ')}</p>`;
    }
  }
}

function isDateline(clauses: readonly CompiledClause[]): boolean {
  return clauses.every(({ text }) =>
    text.some((segment) => segment.kind === 'binding' && segment.path === 'version.published'),
  );
}

function clauseMarkup(clause: CompiledClause, edition: Edition): Html {
  const { words } = edition;
  const own = wordsOf(edition, clause.id);
  const formerly = clause.formerly.map((id) => html`<span id="${id}"></span>`);
  const lead =
    clause.lead === undefined
      ? nothing
      : html`<strong>${segmentsMarkup(clause.lead, edition, own)}</strong> `;
  const permalink = html`<a class="permalink" href="#${clause.id}" aria-label="${words.permalink(clause.id)}"></a>`;
  const text = segmentsMarkup(clause.text, edition, own);
  if (own === words)
    return html`<span class="clause" id="${clause.id}">${formerly}${lead}${text}${permalink}</span>`;
  return html`<span class="clause" id="${clause.id}">${formerly}<span class="untranslated"${langOf(words, own)}>${lead}${text}</span> <span class="untranslated-note">${words.notTranslated}</span>${permalink}</span>`;
}

function segmentsMarkup(
  segments: readonly Segment[],
  edition: Edition,
  own: Words,
): readonly Html[] {
  return segments.map((segment) => segmentMarkup(segment, edition, own));
}

function segmentMarkup(segment: Segment, { policy }: Edition, words: Words): Html {
  if (segment.kind === 'text') return html`${segment.text}`;
  const { value } = segment;
  const text = formatValue(value, words.locale);
  switch (value.type) {
    case 'duration':
      return html`<time datetime="${isoDuration(value.duration)}">${text}</time>`;
    case 'date':
      return html`<time datetime="${value.date}">${text}</time>`;
    case 'name':
      return value.text === policy.contact.email ? mailLink(value.text) : html`${text}`;
    case 'list':
      return html`${text}`;
  }
}
