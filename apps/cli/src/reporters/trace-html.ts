import type { CompiledPolicy } from '@troth/compiler';
import type { Status } from '@troth/enforcement';
import type { Html } from '@troth/page';
import { html, nothing } from '@troth/page';
import type { Explanation } from '../explanation.ts';
import { plural } from './diagnostics.ts';
import { clauseTrace, statusBadge } from './trace-clause.ts';
import { traceStyle } from './trace-style.ts';

/** What a trace is of, and on which day it was true. */
export interface Traced {
  readonly policy: CompiledPolicy;
  readonly now: Date;
}

/** One clause as a page that stands alone: no script, nothing fetched. */
export function explanationPage(explanation: Explanation, traced: Traced): string {
  const body = html`<main>
${clauseTrace(explanation, { level: 1, linked: new Set() })}</main>
`;
  return document(explanation.clause.id, traced, body);
}

/** Every clause as one page that stands alone: the gaps first, then all in page order. */
export function coveragePage(explanations: readonly Explanation[], traced: Traced): string {
  const linked = new Set(explanations.map(({ clause }) => clause.id));
  const sections = traced.policy.sections.map(({ id, title }) => ({
    title: title ?? traced.policy.controller.shortName,
    clauses: explanations.filter(({ clause }) => clause.section === id),
  }));
  const body = html`<main>
<h1>What keeps each clause</h1>
${counts(explanations)}
${openGaps(explanations)}
<h2 id="_clauses">Clauses</h2>
${sections.map(sectionTable)}
${sections.map(
  ({ title, clauses }) => html`<h2 class="section">${title}</h2>
${clauses.map((each) => clauseTrace(each, { level: 3, linked }))}`,
)}</main>
`;
  return document('What keeps each clause', traced, body);
}

function document(title: string, { policy, now }: Traced, body: Html): string {
  const day = now.toISOString().slice(0, 10);
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${title} – ${policy.controller.name}</title>
<style>
${{ markup: traceStyle }}</style>
</head>
<body>
<header>
<p><b>${policy.controller.name}</b> Privacy policy, published ${policy.version.published}</p>
<p>As of <time datetime="${day}">${day}</time>. Internal: it says what is checked, and is no statement to readers of the policy.</p>
</header>
${body}<footer><p>Version <code>${policy.hash}</code></p></footer>
</body>
</html>
`.markup;
}

const STATUSES: readonly Status[] = ['enforced', 'evidenced', 'informational', 'gap'];

function counts(explanations: readonly Explanation[]): Html {
  const items = STATUSES.map((status) => {
    const number = explanations.filter(({ enforcement }) => enforcement.status === status).length;
    return html`<li><b>${number}</b> ${statusBadge(status)}</li>\n`;
  });
  return html`<ul class="counts">\n${items}</ul>`;
}

function openGaps(explanations: readonly Explanation[]): Html {
  const gaps = explanations.filter(({ enforcement }) => enforcement.status === 'gap');
  if (gaps.length === 0) return html`<p>No clause is a gap.</p>`;
  const open = gaps.filter(({ enforcement }) => enforcement.acknowledged === undefined);
  const rows = [...open, ...gaps.filter((gap) => !open.includes(gap))].map(
    ({ clause, enforcement }) => html`<tr>
<th scope="row"><a href="#${clause.id}">${breakable(clause.id)}</a></th>
<td data-label="Lacks">${enforcement.missing.join('; ')}</td>
<td data-label="Answered for">${enforcement.acknowledged === undefined ? html`<b class="bad">nobody</b>` : html`until ${enforcement.acknowledged.until}: ${enforcement.acknowledged.because}`}</td>
</tr>
`,
  );
  const answered = open.length === 0 ? 'all answered for' : `${open.length} not answered for`;
  return html`<h2 id="_gaps">${plural(gaps.length, 'gap')}, ${answered}</h2>
<table class="gaps">
<thead><tr><th scope="col">Clause</th><th scope="col">Lacks</th><th scope="col">Answered for</th></tr></thead>
<tbody>
${rows}</tbody>
</table>`;
}

interface SectionOfTrace {
  readonly title: string;
  readonly clauses: readonly Explanation[];
}

function sectionTable({ title, clauses }: SectionOfTrace): Html {
  if (clauses.length === 0) return nothing;
  const rows = clauses.map(
    ({ clause, enforcement, findings, tests }) => html`<tr>
<th scope="row"><a href="#${clause.id}">${breakable(clause.id)}</a></th>
<td>${statusBadge(enforcement.status)}</td>
<td>${plural(enforcement.enforcedBy.length, 'mechanism')}</td>
<td>${plural(tests.length, 'policy test')}</td>
<td>${findings.length === 0 ? html`no finding` : html`<b class="bad">${plural(findings.length, 'finding')}</b>`}</td>
</tr>
`,
  );
  return html`<table class="overview">
<caption>${title}</caption>
<thead class="spoken"><tr><th scope="col">Clause</th><th scope="col">Status</th><th scope="col">Kept by</th><th scope="col">Tests</th><th scope="col">Findings</th></tr></thead>
<tbody>
${rows}</tbody>
</table>
`;
}

/** A long id may break after its dot, and nowhere inside a word. */
function breakable(id: string): Html {
  const parts = id.split('.').map((part) => html`${part}`.markup);
  return { markup: parts.join('.<wbr>') };
}
