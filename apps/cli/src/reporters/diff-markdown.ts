import { firstDay, type Change, type Consequences, type PolicyDiff } from '@troth/diff';
import { consequenceOf } from './consequence.ts';
import { plural } from './diagnostics.ts';
import type { DiffWithCode } from './diff-json.ts';
import { escape } from './scan-markdown.ts';

/** Rows before the fold, and letters of a value in one: a reader reads one screen. */
const ROWS_SHOWN = 10;
const LETTERS_SHOWN = 90;
/** Rows behind the fold; a comment has a limit of its own. */
const ROWS_FOLDED = 200;

interface Sides {
  readonly older: string;
  readonly newer: string;
  /** The day from which notice would run, `YYYY-MM-DD`, where the newer policy does not say. */
  readonly today: string;
}

/** A semantic diff as legal reads it: what merging does, then each promise; wording behind a fold. */
export function diffMarkdown(diff: DiffWithCode, sides: Sides): string {
  const meant = diff.changes.filter(({ direction }) => direction !== 'editorial');
  const words = diff.changes.filter(({ direction }) => direction === 'editorial');
  return [
    firstLine(diff, meant, sides),
    ...table(meant.slice(0, ROWS_SHOWN), shortened),
    ...followUps(diff.consequences, diff.places),
    ...folded(plural(Math.max(meant.length - ROWS_SHOWN, 0), 'further change'), [
      ...table(meant.slice(ROWS_SHOWN, ROWS_FOLDED), whole),
    ]),
    ...folded('The sentences in full', inFull(meant.slice(0, ROWS_SHOWN))),
    ...folded(`${plural(words.length, 'change')} of words alone`, [
      ...table(words.slice(0, ROWS_FOLDED), whole),
    ]),
    '',
    `<sub>${escape(sides.older)} → ${escape(sides.newer)}</sub>`,
    '',
  ].join('\n');
}

function firstLine(
  { consequences, ...diff }: PolicyDiff,
  meant: readonly Change[],
  { today }: Sides,
): string {
  const says = consequenceOf(diff).replace('Merging ', 'Merging this ').replace(/\.$/, '');
  const [only, ...others] = meant.filter(({ before, after }) => before !== null && after !== null);
  const isOne = meant.length === 1 && only !== undefined && others.length === 0;
  const values = isOne ? `: ${shortened(only.before)} → ${shortened(only.after)}` : '';
  return `**${says}${values}.**${consequences === undefined ? '' : ` ${needs(consequences, today)}`}`;
}

function needs({ approvals, notice }: Consequences, today: string): string {
  const roles = approvals.map((role) => escape(role)).join(', ');
  const until =
    notice === undefined
      ? undefined
      : notice.until === undefined
        ? `notice until ${firstDay(today, notice.days)} (${plural(notice.days, 'day')} from publication, if that is today)`
        : `notice until ${notice.until} (${plural(notice.days, 'day')} from publication)`;
  const parts = [...(roles === '' ? [] : [roles]), ...(until === undefined ? [] : [until])];
  return parts.length === 0 ? 'Needs no approval.' : `Needs ${parts.join(' and ')}.`;
}

type Show = (value: string | null) => string;

function table(changes: readonly Change[], show: Show): readonly string[] {
  if (changes.length === 0) return [];
  return [
    '',
    '| clause | before | after | direction | who must approve |',
    '| --- | --- | --- | --- | --- |',
    ...changes.map(
      ({ clause, kind, direction, before, after, requires }) =>
        `| ${escape(clause)} (${escape(kind)}) | ${show(before)} | ${show(after)} | ${direction} | ${approversOf(requires)} |`,
    ),
  ];
}

function approversOf(requires: readonly string[]): string {
  const roles = requires
    .filter((each) => each.startsWith('approval: '))
    .map((each) => escape(each.slice('approval: '.length)));
  return roles.length === 0 ? '–' : roles.join(', ');
}

/** Who is asked again, and what code has to keep: one line each. */
function followUps(
  consequences: Consequences | undefined,
  places: DiffWithCode['places'],
): readonly string[] {
  if (consequences === undefined) return [];
  const asked = Map.groupBy(consequences.reconsent, ({ who }) => who);
  const { code } = consequences;
  return [
    ...(asked.size === 0 ? [] : ['']),
    ...[...asked].map(
      ([who, clauses]) =>
        `- Data that is there already stays as it was until people agree again: ${escape(who)} (${listed(clauses.map(({ clause }) => clause))}).`,
    ),
    ...(code.length === 0
      ? []
      : ['', `- Code must keep ${listed(code)}: ${whereCodeChanges(places)}`]),
    ...placeRows(places),
  ];
}

function whereCodeChanges(places: DiffWithCode['places']): string {
  if (places === undefined) return '`troth scan` shows each place that does not.';
  if (places.length === 0) return 'no place is known that does not.';
  return places.length === 1 ? '1 place has to change.' : `${places.length} places have to change.`;
}

function placeRows(places: DiffWithCode['places'] = []): readonly string[] {
  const rest = places.length - ROWS_SHOWN;
  return [
    ...places
      .slice(0, ROWS_SHOWN)
      .map(({ at, message }) => `  - ${escape(`${at.file}:${at.line}`)}: ${escape(message)}`),
    ...(rest > 0 ? [`  - and ${rest} more: \`troth scan\` shows them`] : []),
  ];
}

function listed(clauses: readonly string[]): string {
  const shown = clauses.slice(0, 5).map((clause) => escape(clause));
  const rest = clauses.length - shown.length;
  return `${shown.join(', ')}${rest === 0 ? '' : ` and ${rest} more`}`;
}

function inFull(changes: readonly Change[]): readonly string[] {
  return changes
    .filter(({ before, after }) => isLong(before) || isLong(after))
    .flatMap(({ clause, before, after }) => [
      '',
      `- ${escape(clause)}`,
      ...(before === null ? [] : [`  - before: ${escape(before)}`]),
      ...(after === null ? [] : [`  - after: ${escape(after)}`]),
    ]);
}

function folded(summary: string, lines: readonly string[]): readonly string[] {
  if (lines.length === 0) return [];
  return ['', `<details><summary>${escape(summary)}</summary>`, ...lines, '', '</details>'];
}

function isLong(value: string | null): boolean {
  return value !== null && value.length > LETTERS_SHOWN;
}

function shortened(value: string | null): string {
  if (value === null) return '–';
  return isLong(value) ? `${escape(value.slice(0, LETTERS_SHOWN).trimEnd())}…` : escape(value);
}

function whole(value: string | null): string {
  return value === null ? '–' : escape(value);
}
