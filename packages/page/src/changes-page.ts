import type { CompiledPolicy } from '@troth/compiler';
import {
  changedClauses,
  otherChanges,
  type ChangedClause,
  type ChangeDirection,
  type ClauseChange,
} from './changed-clauses.ts';
import { originalEdition } from './edition.ts';
import { formatDate } from './formats/date.ts';
import { html, joined, nothing, type Html } from './html.ts';
import type { PageFile } from './page-file.ts';
import type { PageOptions } from './page-options.ts';
import { pageShell } from './page-shell.ts';
import type { Run } from './word-diff.ts';
import { wordsFor, type Words } from './words/words.ts';

/**
 * What changed for a reader between two versions, `changes/FROM..TO.html` by the days they were
 * published. The same file for everybody: which version a reader knows stands in the address.
 * @param changes what the semantic diff found; sentences are compared here
 * @throws RangeError for a language the page has no words in
 */
export function changesPage(
  from: CompiledPolicy,
  to: CompiledPolicy,
  changes: readonly ClauseChange[],
  options: Pick<PageOptions, 'language' | 'base'> = {},
): PageFile {
  const words = wordsFor(options.language ?? 'en');
  const base = options.base ?? '../';
  const clauses = changedClauses(from, to, changes, words.locale);
  const others = otherChanges(from, to, changes);
  const body = html`<div class="columns changes"><main>
<article class="policy" id="_text" tabindex="-1">
<h1>${words.changes.title}</h1>
${introduction(from, to, words)}
<p><a href="${base === '../' ? '../index.html' : base}">${words.changes.current}</a></p>
${clauses.length + others.length === 0 ? html`<p>${words.changes.none}</p>` : nothing}${clauses.map((clause) => clauseMarkup(clause, base, words))}${othersMarkup(others, words)}
</article>
</main></div>`;
  return {
    path: changesPath(from, to),
    text: pageShell(
      { edition: originalEdition(to, words), base, title: words.changes.title },
      body,
    ),
  };
}

/** Where the page of what changed between two versions stands in the page set. */
export function changesPath(from: CompiledPolicy, to: CompiledPolicy): string {
  return `changes/${from.version.published}..${to.version.published}.html`;
}

function introduction(from: CompiledPolicy, to: CompiledPolicy, words: Words): Html {
  const date = (value: string): string => formatDate(value, words.locale);
  const between = words.changes.between(date(from.version.published), date(to.version.published));
  return html`<p class="dateline">${between} ${words.changes.effective(date(to.version.effective))}</p>`;
}

function clauseMarkup(clause: ChangedClause, base: string, words: Words): Html {
  const id = `_${clause.id}`;
  const page = base === '../' ? '../index.html' : base;
  const heading = clause.stands
    ? html`<a href="${page}#${clause.id}">${clause.id}</a>`
    : html`${clause.id}`;
  const sentence = joined(
    clause.sentence.map((run) => runMarkup(run, words)),
    ' ',
  );
  const summaries = clause.summaries.map((each) => html`<p class="detail">${each}</p>\n`);
  return html`<section aria-labelledby="${id}">
<h2 id="${id}">${heading}</h2>
<p>${badge(clause.direction, words)}</p>
<p class="sentence">${sentence}</p>
${summaries}</section>
`;
}

function othersMarkup(others: readonly ClauseChange[], words: Words): Html {
  if (others.length === 0) return nothing;
  const items = others.map(
    ({ direction, summary }) => html`<li>${badge(direction, words)} ${summary}</li>\n`,
  );
  return html`<section aria-labelledby="_others">
<h2 id="_others">${words.changes.others}</h2>
<ul>${items}</ul>
</section>`;
}

function badge(direction: ChangeDirection, words: Words): Html {
  return html`<span class="badge badge-${direction}">${words.changes.directions[direction]}</span>`;
}

/** Removed and added words say so to those who hear the page, too. */
function runMarkup({ kind, text }: Run, words: Words): Html {
  switch (kind) {
    case 'same':
      return html`${text}`;
    case 'removed':
      return html`<del>${spoken(words.changes.removed)}${text}</del>`;
    case 'added':
      return html`<ins>${spoken(words.changes.added)}${text}</ins>`;
  }
}

function spoken(text: string): Html {
  return text === '' ? nothing : html`<span class="spoken">${text} </span>`;
}
