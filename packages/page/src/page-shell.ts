import { wordsOf, type Edition } from './edition.ts';
import { html, nothing, type Html } from './html.ts';
import { clauseText } from './plain-text.ts';

/** What every page of the set has around its own part. */
export interface Shell {
  readonly edition: Edition;
  /** Where the files of the set are, seen from this page. */
  readonly base: string;
  readonly title: string;
}

/** @param body everything below the masthead */
export function pageShell({ edition, base, title }: Shell, body: Html): string {
  const { policy, words } = edition;
  return html`<!doctype html>
<html lang="${words.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${title} – ${policy.controller.name}</title>
<link rel="stylesheet" href="${base}style.css">
<link rel="alternate" type="application/json" href="${base}privacy.json" title="${words.machineCopy}">
${alternates(edition, base)}</head>
<body>
<a class="skip" href="#_text">${words.skip}</a>
<header class="masthead">
<p><span class="company">${policy.controller.name}</span> <span class="document">${title}</span></p>
${languageSwitch(edition, base)}</header>
${body}
</body>
</html>\n`.markup;
}

/** The title clause of the policy. */
export function titleOf(edition: Edition): string {
  const { policy, words } = edition;
  const clause = policy.clauses.find(({ layout }) => layout === 'title');
  return clause === undefined
    ? words.fullText
    : clauseText(clause, wordsOf(edition, clause.id).locale);
}

/** The same page in the other languages, for search engines and browsers. */
function alternates({ languages }: Edition, base: string): readonly Html[] {
  if (languages.length < 2) return [];
  const link = (language: string, path: string): Html =>
    html`<link rel="alternate" hreflang="${language}" href="${base}${path}">\n`;
  return [
    ...languages.map(({ language }) => link(language, `${language}/index.html`)),
    link('x-default', 'index.html'),
  ];
}

/** Each language under its own name, this one marked. */
function languageSwitch({ languages, words }: Edition, base: string): Html {
  if (languages.length < 2) return nothing;
  const items = languages.map(({ language, name }) => {
    const current = language === words.language ? html` aria-current="page"` : nothing;
    return html`<li><a href="${base}${language}/index.html" lang="${language}" hreflang="${language}"${current}>${name}</a></li>\n`;
  });
  return html`<nav class="languages" aria-label="${words.languages}"><ul>\n${items}</ul></nav>\n`;
}
