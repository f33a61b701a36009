/** Names in a row: `a, b, c`, each in quotation marks, or with the locale's `and` before the last. */
export function formatList(
  items: readonly string[],
  style: 'plain' | 'quoted' | 'and',
  locale: string,
): string {
  switch (style) {
    case 'plain':
      return items.join(', ');
    case 'quoted':
      return items.map((item) => quoted(item, locale)).join(', ');
    case 'and':
      return new Intl.ListFormat(locale, { type: 'conjunction' }).format(items);
  }
}

function quoted(item: string, locale: string): string {
  return new Intl.Locale(locale).language === 'de' ? `„${item}“` : `"${item}"`;
}
