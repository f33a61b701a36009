import type { PolicyDiff } from '@troth/diff';
import type { Colors } from '../terminal.ts';
import { plural } from './diagnostics.ts';

type Change = PolicyDiff['changes'][number];

/** A semantic diff for a person: the promise first, then what the change takes. */
export function diffText(
  diff: PolicyDiff,
  { older, newer }: { readonly older: string; readonly newer: string },
  colors: Colors,
): string {
  if (diff.changes.length === 0) return `No promise changes between ${older} and ${newer}.\n`;
  const changes = diff.changes.map((change) => changeText(change, colors));
  return `${changes.join('\n')}\n${verdict(diff, colors)}\n`;
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
