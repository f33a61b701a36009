/** What a document is made of, its markup forgotten: every text is folded (see `folded`) and not empty. */
export type Block =
  | { readonly kind: 'heading'; readonly level: number; readonly text: string }
  /** Names what comes next, such as the term of a definition. */
  | { readonly kind: 'label'; readonly text: string }
  | {
      readonly kind: 'paragraph';
      /** Set apart before the text: the number of a list item, words in bold. */
      readonly lead?: string;
      readonly text: string;
    }
  /** A row of a table, empty cells left out. */
  | { readonly kind: 'row'; readonly cells: readonly string[] };

/** What was read of a document, or why it cannot be. */
export type Reading =
  | {
      readonly kind: 'read';
      readonly blocks: readonly Block[];
      /** What was left out, for the person who imports. */
      readonly notes: readonly string[];
    }
  | { readonly kind: 'refused'; readonly problem: string };

/** White space folded as a page shows it; characters that no text holds count as white space. */
export function folded(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[\s\p{Cc}\uFFFE\uFFFF]+/gu, ' ')
    .trim();
}
