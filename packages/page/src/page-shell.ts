import type { CompiledPolicy } from '@troth/compiler';
import { html, type Html } from './html.ts';
import { clauseText } from './plain-text.ts';
import type { Words } from './words/words.ts';

/** What every page of the set has around its own part. */
export interface Shell {
  readonly policy: CompiledPolicy;
  readonly words: Words;
  /** Where the files of the set are, seen from this page. */
  readonly base: string;
  readonly title: string;
}

/** @param body everything below the masthead */
export function pageShell({ policy, words, base, title }: Shell, body: Html): string {
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
</head>
<body>
<a class="skip" href="#_text">${words.skip}</a>
<header class="masthead">
<p><span class="company">${policy.controller.name}</span> <span class="document">${title}</span></p>
</header>
${body}
</body>
</html>\n`.markup;
}

/** The title clause of the policy. */
export function titleOf(policy: CompiledPolicy, words: Words): string {
  const clause = policy.clauses.find(({ layout }) => layout === 'title');
  return clause === undefined ? words.fullText : clauseText(clause, words.locale);
}
