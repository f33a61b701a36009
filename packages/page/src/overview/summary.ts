import type { CompiledClause, CompiledPolicy, Section } from '@troth/compiler';
import { textOf } from '../formats/bound-value.ts';
import { html, joined, nothing, type Html } from '../html.ts';
import type { Words } from '../words/words.ts';

/** The clauses' own summaries by section, each sentence leading to its clause. */
export function summary(policy: CompiledPolicy, words: Words): Html {
  const entries = policy.sections.map((section) => entryOf(section, policy, words));
  if (entries.every(({ markup }) => markup === '')) return nothing;
  return html`<div class="overview-part">
<h2 id="_summary">${words.summary.title}</h2>
<dl class="summary">
${entries}</dl>
</div>
`;
}

function entryOf(section: Section, policy: CompiledPolicy, words: Words): Html {
  const sentences = policy.clauses
    .filter((clause) => clause.section === section.id)
    .flatMap((clause) => sentenceOf(clause, words));
  if (sentences.length === 0) return nothing;
  const title = section.title ?? policy.controller.shortName;
  return html`<div><dt>${title}</dt><dd>${joined(sentences, ' ')}</dd></div>\n`;
}

function sentenceOf(clause: CompiledClause, words: Words): readonly Html[] {
  if (clause.summary === undefined) return [];
  return [html`<a href="#${clause.id}">${textOf(clause.summary, words.locale)}</a>`];
}
