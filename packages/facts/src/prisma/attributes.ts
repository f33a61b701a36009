import type { PrismaAttribute } from './schema.ts';

/** The attribute of that name, `@map` and `@@map` alike. */
export function attributeOf(
  owner: { readonly attributes: readonly PrismaAttribute[] },
  name: string,
): PrismaAttribute | undefined {
  return owner.attributes.find((attribute) => attribute.name === name);
}

/** The first text among the arguments: `@map("e_mail")`. */
export function textIn(attribute: PrismaAttribute | undefined): string | undefined {
  return attribute?.words.find(({ kind }) => kind === 'string')?.text.slice(1, -1);
}

/** The word after `name:`, `Cascade` of `onDelete: Cascade`. */
export function namedWord(
  attribute: PrismaAttribute | undefined,
  name: string,
): string | undefined {
  const words = attribute?.words ?? [];
  const at = words.findIndex(({ text }, index) => text === name && words[index + 1]?.text === ':');
  return at === -1 ? undefined : words[at + 2]?.text;
}

/** The words of a list, the first one or the one after `name:`; arguments of a word are left out. */
export function listIn(attribute: PrismaAttribute | undefined, name?: string): readonly string[] {
  const words = attribute?.words ?? [];
  const from = name === undefined ? 0 : words.findIndex(({ text }) => text === name);
  const open =
    from === -1 ? -1 : words.findIndex(({ text }, index) => index >= from && text === '[');
  if (open === -1) return [];
  const names: string[] = [];
  let depth = 0;
  for (const { kind, text } of words.slice(open + 1)) {
    if (text === ']') return names;
    if (text === '(') depth += 1;
    if (text === ')') depth -= 1;
    if (depth === 0 && kind === 'word') names.push(text);
  }
  return names;
}
