import type { CompiledPolicy } from '@troth/compiler';
import { html, type Html } from '@troth/page';

/** What a person sees behind a link in a mail. No script; the style of the policy's page. */
export interface UnsubscribeView {
  readonly policy: CompiledPolicy;
  /** What the mails are for, in the policy's words. */
  readonly purpose: string;
  readonly state: 'asked' | 'done';
}

export function unsubscribePage({ policy, purpose, state }: UnsubscribeView): string {
  const company = policy.controller.name;
  const done = state === 'done';
  const title = done ? 'You are unsubscribed' : 'Unsubscribe';
  const body = done ? doneText(company, purpose) : question(company, purpose);
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${title} – ${company}</title>
<link rel="stylesheet" href="/privacy/style.css">
</head>
<body>
<main><article class="policy">
<h1>${title}</h1>
${body}
<p><a href="/privacy">How ${company} handles your data</a></p>
</article></main>
</body>
</html>\n`.markup;
}

/** A visit changes nothing: programs that look at mail visit every link in it (RFC 8058, section 3). */
function question(company: string, purpose: string): Html {
  return html`<p>Press the button, and ${company} no longer uses your address for ${purpose}.</p>
<form method="post"><input type="hidden" name="List-Unsubscribe" value="One-Click">
<button type="submit">Unsubscribe</button></form>`;
}

function doneText(company: string, purpose: string): Html {
  return html`<p>From now on ${company} does not use your address for ${purpose}. Nothing else has changed.</p>`;
}
