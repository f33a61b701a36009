/** A sentence as written: its own words, and bindings between double braces. */
export type TemplatePart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'binding'; readonly path: string; readonly style?: string }
  | { readonly kind: 'malformed'; readonly text: string };

/** `… within {{ erase.within }}` or `{{ controller.aliases | quoted }}`, split. Folds white space. */
export function parseTemplate(text: string): readonly TemplatePart[] {
  return text
    .replaceAll(/\s+/g, ' ')
    .trim()
    .split(/(\{\{.*?\}\}|\{\{|\}\})/)
    .filter((part) => part !== '')
    .map(templatePart);
}

function templatePart(part: string): TemplatePart {
  if (!part.startsWith('{{') && part !== '}}') return { kind: 'text', text: part };
  const match = /^\{\{ ?([a-zA-Z]+(?:\.[a-zA-Z]+)*)(?: ?\| ?([a-z]+))? ?\}\}$/.exec(part);
  const path = match?.[1];
  if (path === undefined) return { kind: 'malformed', text: part };
  return { kind: 'binding', path, ...(match?.[2] !== undefined && { style: match[2] }) };
}
