import type { CompiledClause, Section } from '@troth/compiler';
import { wordsOf, wordsOfHeading, type Edition } from '../edition.ts';
import { textOf } from '../formats/bound-value.ts';
import { html, joined, nothing, type Html } from '../html.ts';
import { langOf } from '../lang.ts';

/** The clauses' own summaries by section, each sentence leading to its clause. */
export function summary(edition: Edition): Html {
  const { policy, words } = edition;
  const entries = policy.sections.map((section) => entryOf(section, edition));
  if (entries.every(({ markup }) => markup === '')) return nothing;
  return html`<div class="overview-part">
<h2 id="_summary">${words.summary.title}</h2>
<dl class="summary">
${entries}</dl>
</div>
`;
}

function entryOf(section: Section, edition: Edition): Html {
  const { policy, words } = edition;
  const sentences = policy.clauses
    .filter((clause) => clause.section === section.id)
    .flatMap((clause) => sentenceOf(clause, edition));
  if (sentences.length === 0) return nothing;
  const title = section.title ?? policy.controller.shortName;
  return html`<div><dt${langOf(words, wordsOfHeading(edition, section.id))}>${title}</dt><dd>${joined(sentences, ' ')}</dd></div>\n`;
}

function sentenceOf(clause: CompiledClause, edition: Edition): readonly Html[] {
  if (clause.summary === undefined) return [];
  const own = wordsOf(edition, clause.id);
  const lang = langOf(edition.words, own);
  return [html`<a href="#${clause.id}"${lang}>${textOf(clause.summary, own.locale)}</a>`];
}
