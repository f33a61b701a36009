/** A second, much simpler reading of the sample texts, so that the import is not judged by itself. */

/** Without white space: what must be the same before and after an import. */
export function letters(text: string): string {
  return text.replaceAll(/\s+/g, '');
}

export function textOfMarkdown(markdown: string): string {
  return markdown
    .replace(/^---\n[\s\S]*?\n---\n/, '')
    .replaceAll(/^\|[-| ]+\|$/gm, '')
    .replaceAll(/^(?:#+|>|\s*-) /gm, '')
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll(/<(https:[^>]*)>/g, '$1')
    .replaceAll(/\*\*|[|`]|\*(?=\w)|(?<=\w)\*/g, '');
}

export function textOfHtml(html: string): string {
  const entities: Readonly<Record<string, string>> = {
    nbsp: ' ',
    amp: '&',
    gt: '>',
    ldquo: '“',
    rdquo: '”',
    rsquo: '’',
  };
  return html
    .replace(/^[\s\S]*<main>/, '')
    .replace(/<\/main>[\s\S]*$/, '')
    .replaceAll(/<!--[\s\S]*?-->/g, '')
    .replaceAll(/<[^>]+>/g, '')
    .replaceAll(/&(\w+);/g, (_all, name: string) => entities[name] ?? `&${name};`);
}

/** The heading's underline is a mark, not text. */
export function textOfPlain(text: string): string {
  return text.replaceAll(/^=+$/gm, '');
}
