import { OPERATIONS } from './paths.ts';
import type { Operation } from './paths.ts';

/** The document as one page without script, so that the strict content security policy holds here too. */
export function docsPage(): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>troth: the HTTP interface</title>
<link rel="stylesheet" href="/docs/style.css">
</head>
<body>
<main>
<h1>The HTTP interface</h1>
<p>For programs: <a href="/openapi.json">openapi.json</a>. Errors are problem details (RFC 9457) and
name the field. Paths with a scope need <code>Authorization: Bearer</code>.</p>
${OPERATIONS.map(section).join('\n')}
</main>
</body>
</html>
`;
}

function section(operation: Operation): string {
  const { method, path, summary, scope, body, answers } = operation;
  const rows = Object.entries(answers).map(
    ([status, text]) => `<dt>${status}</dt><dd>${escape(text)}</dd>`,
  );
  const schema =
    body === undefined
      ? ''
      : `<details><summary>Body</summary><pre>${escape(JSON.stringify(body, null, 2))}</pre></details>`;
  return `<section>
<h2><code>${method.toUpperCase()} ${escape(path)}</code></h2>
<p>${escape(summary)}</p>
<p>${scope === undefined ? 'Open to everybody.' : `Scope <code>${scope}</code>.`}</p>
<dl>${rows.join('')}</dl>
${schema}
</section>`;
}

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

export const DOCS_STYLE = `:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
main { max-width: 48rem; margin: 0 auto; padding: 1rem; }
h2 { font-size: 1.1rem; border-top: 1px solid; padding-top: 1rem; }
dl { display: grid; grid-template-columns: 4rem 1fr; }
dd { margin: 0; }
pre { overflow-x: auto; }
`;
