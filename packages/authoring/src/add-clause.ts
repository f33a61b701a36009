import { compilePolicy, type SourceFile } from '@troth/compiler';
import { lineIndex, nearest } from '@troth/diagnostics';
import { isId, parseYaml, type YamlMap } from '@troth/language';
import { clauseStub, verbNames } from './clause-stub.ts';

/** What to add, and to which section. */
export interface NewClause {
  readonly id: string;
  readonly section: string;
  readonly verb?: string;
  /** `YYYY-MM-DD` by which the clause has its rule. */
  readonly todo: string;
}

export type AddedClause =
  /** `line` is where the clause begins. */
  | { readonly kind: 'added'; readonly file: SourceFile; readonly line: number }
  | { readonly kind: 'refused'; readonly problem: string };

/** Puts a clause to start from at the end of a section; every line that was there stays as it was. */
export function addClause(files: readonly SourceFile[], clause: NewClause): AddedClause {
  const { id, section, verb, todo } = clause;
  if (!isId(id)) return refused(`\`${id}\` is no id: lower-case words joined by \`.\` and \`-\``);
  const known = verbNames();
  if (verb !== undefined && !known.includes(verb))
    return refused(`there is no verb \`${verb}\`; ${meant(verb, known)}`);
  const sections = sectionsOf(files);
  const file = sections.get(section);
  if (!file)
    return refused(`there is no section \`${section}\`; ${meant(section, [...sections.keys()])}`);
  const before = compilePolicy(files);
  if (before.origins.has(id)) return refused(`the clause \`${id}\` stands already`);
  const place = placeIn(file);
  if (!place)
    return refused(`\`${file.path}\` has no list of clauses to add to, one below the other`);
  const stub = clauseStub(id, verb, todo, place.indent);
  const text = inserted(file.text, place.offset, stub);
  const added = { ...file, text };
  const after = compilePolicy(files.map((each) => (each === file ? added : each)));
  if (!after.origins.has(id)) return refused(`\`${file.path}\` cannot be read; mend it first`);
  return { kind: 'added', file: added, line: after.origins.get(id)?.line ?? 1 };
}

function refused(problem: string): AddedClause {
  return { kind: 'refused', problem };
}

function meant(word: string, known: readonly string[]): string {
  const near = nearest(word, known);
  return near === undefined ? `there are ${known.join(', ')}` : `did you mean \`${near}\`?`;
}

function sectionsOf(files: readonly SourceFile[]): ReadonlyMap<string, SourceFile> {
  return new Map(
    files.flatMap((file) => {
      const name = /(?:^|\/)clauses\/([^/]+)\.yaml$/.exec(file.path)?.[1];
      return name === undefined ? [] : [[name, file] as const];
    }),
  );
}

/** Where the next clause goes: after the last one and its comments, indented as they are. */
function placeIn(
  file: SourceFile,
): { readonly offset: number; readonly indent: number } | undefined {
  const { root } = parseYaml(file);
  if (root?.kind !== 'map') return undefined;
  const list = root.entries.get('clauses')?.value;
  const first = list?.kind === 'list' ? list.items[0] : undefined;
  if (!first || list?.kind !== 'list') return undefined;
  const lines = lineIndex(file.path, file.text);
  const dash = /^( *)- /.exec(file.text.slice(lines.offset({ ...first.at, column: 1 })));
  if (!dash) return undefined;
  return { offset: endOfList(file.text, root, lines), indent: dash[1]?.length ?? 0 };
}

/** The end of the file, or the line of the key after `clauses:` with the comments above that key. */
function endOfList(text: string, root: YamlMap, lines: ReturnType<typeof lineIndex>): number {
  const keys = [...root.entries];
  const next = keys[keys.findIndex(([key]) => key === 'clauses') + 1];
  if (!next) return text.length;
  let offset = lines.offset({ ...next[1].keyAt, column: 1 });
  for (;;) {
    const lineStart = text.lastIndexOf('\n', offset - 2) + 1;
    if (lineStart >= offset || !/^\s*(?:#.*)?\r?\n$/.test(text.slice(lineStart, offset)))
      return offset;
    offset = lineStart;
  }
}

/** With a blank line before it, and after it where something follows, in the line ends of the file. */
function inserted(text: string, offset: number, stub: string): string {
  const before = text.slice(0, offset);
  const after = text.slice(offset);
  const ended = before === '' || before.endsWith('\n') ? before : `${before}\n`;
  const gap = /\n\s*\n$/.test(ended) ? '' : '\n';
  const added = `${gap}${stub}${after === '' ? '' : '\n'}`;
  const isCrlf = text.includes('\r\n');
  return ended + (isCrlf ? added.replaceAll('\n', '\r\n') : added) + after;
}
