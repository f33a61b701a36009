import type { Span } from '@troth/diagnostics';

/** A comment as its text, and where it stands. */
export interface Remark {
  readonly text: string;
  readonly at: Span;
}

/** What the comments above or behind a field or a model say about data. */
export interface Annotations {
  readonly data: readonly string[];
  readonly none?: string;
  readonly subject?: { readonly class: string; readonly by?: string; readonly at: Span };
  readonly item?: string;
  /** The line that holds `@data`, for a complaint about it. */
  readonly dataAt?: Span;
  readonly problems: readonly { readonly at: Span; readonly message: string }[];
}

const id = /^[a-z][a-z0-9-]*(?:\.[a-z][a-z0-9-]*)*$/u;

const readers: ReadonlyMap<string, (rest: string, at: Span) => Said | string> = new Map([
  ['data', readData],
  ['subject', readSubject],
  ['item', readItem],
]);

/** Reads `@data`, `@subject` and `@item`; other documentation is none of ours. */
export function readAnnotations(remarks: readonly Remark[]): Annotations {
  return remarks.reduce<Annotations>(withLine, { data: [], problems: [] });
}

function withLine(before: Annotations, { text, at }: Remark): Annotations {
  const match = /^\s*@(?<name>data|subject|item)\b(?<rest>.*)$/u.exec(text)?.groups;
  const said = readers.get(match?.['name'] ?? '')?.((match?.['rest'] ?? '').trim(), at);
  if (said === undefined) return before;
  const message = typeof said === 'string' ? said : repeated(before, said);
  if (message === undefined && typeof said !== 'string') return { ...before, ...said };
  return { ...before, problems: [...before.problems, { at, message: message ?? '' }] };
}

type Said = Partial<Annotations>;

function readData(rest: string, dataAt: Span): Said | string {
  const none = /^none\s*(?:--\s*(?<reason>.*))?$/u.exec(rest);
  if (none !== null) {
    const reason = none.groups?.['reason'] ?? '';
    return reason === ''
      ? '`@data none` says no reason: write `@data none -- why this is no personal data`'
      : { none: reason, dataAt };
  }
  // A remark may follow, as after `none`: `@data account.email -- emptied on release`.
  const [list = ''] = rest.split(' -- ');
  const data = list.split(',').map((one) => one.trim());
  const wrong = data.find((one) => !id.test(one));
  if (wrong === undefined) return { data, dataAt };
  return wrong === ''
    ? '`@data` names no category: write `@data account.email`'
    : `\`${wrong}\` is not the id of a category: write one such as \`account.email\``;
}

function readSubject(rest: string, at: Span): Said | string {
  const match = /^(?<class>[a-z][a-z0-9-]*)(?:\s+by\s+(?<by>\w+))?$/u.exec(rest)?.groups;
  const subjectClass = match?.['class'];
  if (subjectClass === undefined) {
    return `\`@subject ${rest}\` is not understood: write \`@subject account\` or \`@subject account by accountId\``;
  }
  const by = match?.['by'];
  return { subject: { class: subjectClass, at, ...(by === undefined ? {} : { by }) } };
}

function readItem(rest: string): Said | string {
  return id.test(rest)
    ? { item: rest }
    : `\`@item ${rest}\` is not the id of a category: write \`@item training.runs\``;
}

function repeated(before: Annotations, said: Said): string | undefined {
  if (said.dataAt !== undefined && before.dataAt !== undefined) return '`@data` stands here twice';
  if (said.subject !== undefined && before.subject !== undefined)
    return '`@subject` stands here twice';
  return said.item !== undefined && before.item !== undefined
    ? '`@item` stands here twice'
    : undefined;
}
