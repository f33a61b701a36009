import type { Status } from '@troth/enforcement';
import type { Html } from '@troth/page';
import { html, nothing } from '@troth/page';
import type { DataPlace } from '../data-places.ts';
import type { Explanation } from '../explanation.ts';
import { plural } from './diagnostics.ts';

/** The page that a clause is shown on. */
export interface Surroundings {
  /** Level of the clause's heading; those of its parts are one below. */
  readonly level: 1 | 3;
  /** Clauses that stand on the same page. */
  readonly linked: ReadonlySet<string>;
}

/** One clause from its sentence to the last commit. */
export function clauseTrace(explanation: Explanation, around: Surroundings): Html {
  const { clause, sentence, file, line, enforcement } = explanation;
  const heading = html`${clause.id} ${statusBadge(enforcement.status)}`;
  const parts = [
    rules(explanation, around.linked),
    keptBy(explanation),
    evidence(explanation),
    places(explanation),
    findings(explanation),
    tests(explanation),
    history(explanation),
  ];
  return html`<article id="${clause.id}">
${around.level === 1 ? html`<h1 class="clause">${heading}</h1>` : html`<h3 class="clause">${heading}</h3>`}
<p class="place">${file}:${line}</p>
<blockquote><p>${sentence}</p></blockquote>
${parts.flat().map((part) => partMarkup(part, around))}</article>
`;
}

const WORDS: Readonly<Record<Status, string>> = {
  enforced: 'enforced',
  evidenced: 'shown by evidence',
  informational: 'informational',
  gap: 'gap',
};

/** A status in a word and a border, so that it is told without colours. */
export function statusBadge(status: Status): Html {
  return html`<span class="badge ${status}">${WORDS[status]}</span>`;
}

interface Part {
  readonly title: string;
  readonly items: readonly Html[];
}

function rules({ clause, rules: words }: Explanation, linked: ReadonlySet<string>): Part {
  const link = (id: string): Html =>
    linked.has(id) ? html`<a href="#${id}">${id}</a>` : html`<code>${id}</code>`;
  const none = clause.informational ?? `to be written by ${clause.todo ?? 'nobody yet'}`;
  return part('Rules', [
    ...(words.length === 0 ? [html`none: ${none}`] : words.map((word) => html`${word}`)),
    ...clause.exceptTo.map((id) => html`an exception to ${link(id)}`),
    ...clause.narrows.map((id) => html`narrows ${link(id)}`),
  ]);
}

function keptBy({ enforcement }: Explanation): Part {
  const { enforcedBy, missing, remainder, acknowledged } = enforcement;
  const mechanisms = enforcedBy.map(
    ({ id, kind, test }) =>
      html`<b>${id}</b> ${kind === 'ci' ? 'on each change' : 'while the service runs'}<span class="detail">proved by “${test.title}”, ${test.file}</span>`,
  );
  const answered =
    acknowledged === undefined
      ? []
      : [html`answered for until ${acknowledged.until}: ${acknowledged.because}`];
  return part('Kept by', [
    ...mechanisms,
    ...missing.map((words) => html`<b class="bad">lacks</b> ${words}`),
    ...answered,
    ...remainder.map((words) => html`<i>not covered:</i> ${words}`),
  ]);
}

function evidence({ clause, evidence: proofs }: Explanation): Part | [] {
  const controls = clause.rules.filter(({ verb }) => verb === 'control');
  if (controls.length === 0) return [];
  const items = proofs.map(({ control, at }) => html`${control}, <time>${at.slice(0, 10)}</time>`);
  return part('Evidence on file', items.length === 0 ? [html`none was given to this page`] : items);
}

function places({ places: all }: Explanation): Part | [] {
  if (all.length === 0) return [];
  const stores = Map.groupBy(all, ({ application, store }) => `${application}, ${store}`);
  const items = [...stores].map(([store, held]) => {
    const entries = held.map((each) => html`<li>${placeOf(each)}</li>\n`);
    return html`<details><summary>${store}: ${plural(held.length, 'place')}</summary><ul>\n${entries}</ul></details>`;
  });
  return part('Where its data lives', items);
}

function placeOf({ place, data, at }: DataPlace): Html {
  const site =
    at === undefined
      ? nothing
      : html`<span class="detail">${at.file}:${at.line}:${at.column}</span>`;
  const categories = html`${data.join(', ')}${site}`;
  return place === '' ? html`${categories}` : html`<code>${place}</code> ${categories}`;
}

function findings({ findings: all }: Explanation): Part {
  if (all.length === 0)
    return part('In the code', [html`no place below the working directory breaks it`]);
  return part(
    'In the code',
    all.map(
      ({ at, rule, message, status }) =>
        html`<b class="bad">${status}</b> <code>${at.file}:${at.line}:${at.column}</code> ${rule}<span class="detail">${message}</span>`,
    ),
  );
}

function tests({ tests: all }: Explanation): Part {
  if (all.length === 0) return part('Policy tests', [html`no test names it`]);
  return part(
    'Policy tests',
    all.map(
      ({ name, file, line, ok, message }) =>
        html`${ok ? 'holds:' : html`<b class="bad">fails:</b>`} ${name}<span class="detail">${file}:${line}${message === undefined ? '' : `: ${message}`}</span>`,
    ),
  );
}

function history({ history: revisions }: Explanation): Part {
  if (revisions.length === 0) return part('History of its file', [html`no commit yet`]);
  return part(
    'History of its file',
    revisions.map(
      ({ commit, date, author, subject }) =>
        html`<time>${date}</time> ${subject}<span class="detail">${author}, <code>${commit.slice(0, 9)}</code></span>`,
    ),
  );
}

function part(title: string, items: readonly Html[]): Part {
  return { title, items };
}

function partMarkup({ title, items }: Part, { level }: Surroundings): Html {
  if (items.length === 0) return nothing;
  return html`<section>
${level === 1 ? html`<h2 class="part">${title}</h2>` : html`<h4 class="part">${title}</h4>`}
<ul>
${items.map((item) => html`<li>${item}</li>\n`)}</ul>
</section>
`;
}
