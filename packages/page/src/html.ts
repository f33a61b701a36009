import escapeHtml from 'escape-html';

/** Markup that is safe to write out: made by `html`, which escapes every value put into it. */
export interface Html {
  readonly markup: string;
}

type Value = Html | string | number | readonly Html[];

/**
 * A piece of a page. Text is escaped wherever it stands, markup goes in as it is, an array is
 * written without anything between its items. Attributes must stand in double quotes.
 */
export function html(strings: TemplateStringsArray, ...values: readonly Value[]): Html {
  const markup = strings
    .map((text, at) => text + (at < values.length ? markupOf(values[at]) : ''))
    .join('');
  return { markup };
}

/** Nothing, where a piece is left out. */
export const nothing: Html = { markup: '' };

/** Pieces with the same markup between them. */
export function joined(pieces: readonly Html[], between: string): Html {
  return { markup: pieces.map((piece) => piece.markup).join(escapeHtml(between)) };
}

function markupOf(value: Value | undefined): string {
  if (value === undefined) throw new Error('a template has a hole without a value');
  if (typeof value === 'string' || typeof value === 'number') return escapeHtml(String(value));
  if ('markup' in value) return value.markup;
  return value.map((each) => each.markup).join('');
}
