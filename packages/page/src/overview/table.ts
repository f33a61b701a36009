import { html, type Html } from '../html.ts';

export interface Row {
  /** First the row's own heading, then a cell for each further column. */
  readonly cells: readonly Html[];
}

/** A table that reads as cards on a narrow screen, each cell under the label of its column. */
export function table(
  id: string,
  title: string,
  labels: readonly string[],
  rows: readonly Row[],
): Html {
  return html`<div class="overview-part">
    <h2 id="${id}">${title}</h2>
    <table aria-labelledby="${id}">
      <thead>
        <tr>
          ${labels.map((label) => html`<th scope="col">${label}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map((row) => rowMarkup(row, labels))}
      </tbody>
    </table>
</div>
`;
}

function rowMarkup({ cells }: Row, labels: readonly string[]): Html {
  const markup = cells.map((cell, at) =>
    at === 0
      ? html`<th scope="row">${cell}</th>`
      : html`<td data-label="${labels[at] ?? ''}">${cell}</td>`,
  );
  return html`<tr>${markup}</tr>
`;
}

/** A link to the clause that says it in full. */
export function clauseLinks(ids: readonly string[]): Html {
  const links = [...new Set(ids)].map((id) => html`<li><a href="#${id}">${breakable(id)}</a></li>`);
  return html`<ul class="clause-links">
    ${links}
  </ul>`;
}

/** A long id may break after its dot, and nowhere inside a word. */
function breakable(id: string): Html {
  const parts = id.split('.').map((part) => html`${part}`);
  return { markup: parts.map(({ markup }) => markup).join('.<wbr>') };
}
