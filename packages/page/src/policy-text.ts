import type { CompiledClause, CompiledPolicy, Segment } from '@troth/compiler';
import { sectionBlocks, type Block } from './blocks.ts';
import { formatValue } from './formats/bound-value.ts';
import { isoDuration } from './formats/duration.ts';
import { html, joined, nothing, type Html } from './html.ts';
import { mailLink } from './mail-link.ts';
import type { Words } from './words/words.ts';

/**
 * The one element that holds the binding text and nothing else: its `textContent` is the published
 * text, white space aside. Anchors and permalinks inside it have no text of their own.
 */
export function policyText(policy: CompiledPolicy, words: Words): Html {
  const sections = sectionBlocks(policy).map(({ section, blocks }) => {
    const content = blocks.map((block) => html`${blockMarkup(block, policy, words)}\n`);
    return section.title === undefined
      ? html`<header class="opening">\n${content}</header>\n`
      : html`<section aria-labelledby="${section.id}">\n${content}</section>\n`;
  });
  return html`<article class="policy" id="_text" data-policy-text tabindex="-1">\n${sections}</article>`;
}

function blockMarkup(block: Block, policy: CompiledPolicy, words: Words): Html {
  switch (block.kind) {
    case 'title':
      return html`<h1>${clauseMarkup(block.clause, policy, words)}</h1>`;
    case 'heading':
      return html`<h2 id="${block.section}">${block.text}</h2>`;
    case 'paragraph': {
      const clauses = block.clauses.map((clause) => clauseMarkup(clause, policy, words));
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

function clauseMarkup(clause: CompiledClause, policy: CompiledPolicy, words: Words): Html {
  const formerly = clause.formerly.map((id) => html`<span id="${id}"></span>`);
  const lead =
    clause.lead === undefined
      ? nothing
      : html`<strong>${segmentsMarkup(clause.lead, policy, words)}</strong> `;
  const permalink = html`<a class="permalink" href="#${clause.id}" aria-label="${words.permalink(clause.id)}"></a>`;
  return html`<span class="clause" id="${clause.id}">${formerly}${lead}${segmentsMarkup(clause.text, policy, words)}${permalink}</span>`;
}

function segmentsMarkup(
  segments: readonly Segment[],
  policy: CompiledPolicy,
  words: Words,
): readonly Html[] {
  return segments.map((segment) => segmentMarkup(segment, policy, words));
}

function segmentMarkup(segment: Segment, policy: CompiledPolicy, words: Words): Html {
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
