import type { MutationResults, Survivor } from '@troth/policy-tests';
import type { Colors } from '../terminal.ts';
import { plural } from './diagnostics.ts';

/** The wrong policies that no test notices, by clause, and the test that each asks for. */
export function mutationText(results: MutationResults, colors: Colors): string {
  const { mutants, noticed, survivors } = results;
  if (mutants === 0) return 'There is no rule to be wrong about.\n';
  const byClause = [...Map.groupBy(survivors, ({ clause }) => clause)];
  const blocks = byClause.map(([clause, own]) =>
    [colors.cyan(clause), ...own.map((one) => survivorText(one, colors)), ''].join('\n'),
  );
  const verdict = `${noticed} of ${plural(mutants, 'wrong version')} of the policy noticed, a score of ${scoreText(results)}`;
  return `${blocks.join('\n')}${blocks.length === 0 ? '' : '\n'}${verdict}\n`;
}

/** Rounded down, so that a score never looks better than it is. */
function scoreText({ score }: MutationResults): string {
  return (Math.floor(score * 1_000) / 1_000).toFixed(3);
}

function survivorText({ what, direction, noticedBy }: Survivor, colors: Colors): string {
  const paint = direction === 'loosens' ? colors.yellow : colors.green;
  return `  ${what} (${paint(direction)}) passes every test\n    ${colors.dim('would notice:')} ${noticedBy}`;
}
