import type { Consequences, PolicyDiff } from '@troth/diff';
import type { Colors } from '../terminal.ts';
import { plural } from './diagnostics.ts';
import type { DiffWithCode } from './diff-json.ts';

type Change = PolicyDiff['changes'][number];

/** A semantic diff for a person: the promise first, then what the change takes, then what follows. */
export function diffText(
  diff: DiffWithCode,
  { older, newer }: { readonly older: string; readonly newer: string },
  colors: Colors,
): string {
  if (diff.changes.length === 0) return `No promise changes between ${older} and ${newer}.\n`;
  const changes = diff.changes.map((change) => changeText(change, colors));
  return `${changes.join('\n')}\n${verdict(diff, colors)}\n${consequencesText(diff, colors)}`;
}

export function changeText(
  { clause, kind, direction, before, after, requires }: Change,
  colors: Colors,
): string {
  const lines = [
    `${paint(direction, colors)} ${colors.cyan(clause)} ${colors.dim(kind)}`,
    ...(before === null ? [] : [`  ${colors.red('-')} ${before}`]),
    ...(after === null ? [] : [`  ${colors.green('+')} ${after}`]),
    ...requires.map((requirement) => `  ${colors.dim('needs')} ${requirement}`),
  ];
  return `${lines.join('\n')}\n`;
}

function verdict({ material, changes }: PolicyDiff, colors: Colors): string {
  const counts = (['loosens', 'mixed', 'tightens', 'editorial'] as const)
    .map(
      (direction) =>
        [direction, changes.filter((change) => change.direction === direction).length] as const,
    )
    .filter(([, count]) => count > 0)
    .map(([direction, count]) => `${count} ${direction}`)
    .join(', ');
  const weight = material ? colors.yellow('material') : 'not material';
  return `${plural(changes.length, 'change')} (${counts}), ${weight}`;
}

function paint(direction: Change['direction'], colors: Colors): string {
  switch (direction) {
    case 'loosens':
    case 'mixed':
      return colors.yellow(direction);
    case 'tightens':
      return colors.green(direction);
    case 'editorial':
      return colors.dim(direction);
  }
}

/** What follows from merging, a line each; nothing where no promise changes. */
function consequencesText({ consequences, places }: DiffWithCode, colors: Colors): string {
  if (consequences === undefined) return '';
  const { notice, reconsent, code } = consequences;
  const asked = Map.groupBy(reconsent, ({ who }) => who);
  const lines = [
    ...(notice === undefined ? [] : [noticeText(notice)]),
    ...[...asked].map(
      ([who, clauses]) =>
        `Data that is there already stays as it was until people agree again: ${who} (${clauses.map(({ clause }) => clause).join(', ')}).`,
    ),
    ...(code.length === 0 ? [] : [codeText(code, places)]),
    ...(places ?? []).map(
      ({ at, rule, message }) =>
        `  ${colors.cyan(`${at.file}:${at.line}:${at.column}`)} ${message} ${colors.dim(rule)}`,
    ),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

function noticeText({ days, until }: NonNullable<Consequences['notice']>): string {
  return until === undefined
    ? `Takes effect ${plural(days, 'day')} after it is published, at the earliest.`
    : `Takes effect on ${until} at the earliest, ${plural(days, 'day')} after it is published.`;
}

function codeText(code: readonly string[], places: DiffWithCode['places']): string {
  const kept = `Code must keep ${code.join(', ')}`;
  if (places === undefined) return `${kept}: \`troth scan\` shows each place that does not.`;
  return places.length === 0
    ? `${kept}: no place is known that does not.`
    : `${kept}: ${places.length === 1 ? '1 place has' : `${places.length} places have`} to change.`;
}
