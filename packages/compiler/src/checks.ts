import type { Diagnostic, Position } from '@troth/diagnostics';
import type { Check, Content } from './check.ts';
import { contradictions } from './checks/contradictions.ts';
import { deadlines } from './checks/deadlines.ts';
import { floors } from './checks/floors.ts';
import { silences } from './checks/silences.ts';
import { specialData } from './checks/special-data.ts';
import { statutes } from './checks/statutes.ts';
import { twoWindows } from './checks/two-windows.ts';
import { unnamedRecipients } from './checks/unnamed-recipients.ts';
import { unusedWords } from './checks/unused-words.ts';
import { weaselWords } from './checks/weasel-words.ts';

/** What the clauses mean together; one file a check, and a line here. */
const checks: readonly Check[] = [
  contradictions,
  twoWindows,
  floors,
  silences,
  unusedWords,
  unnamedRecipients,
  specialData,
  deadlines,
  weaselWords,
  statutes,
];

/**
 * Contradictions are errors; silence or vagueness that a reader would notice is a hint.
 * @param origins places of clauses and words by id; under the empty id the policy as a whole
 */
export function checkMeaning(
  policy: Content,
  origins: ReadonlyMap<string, Position>,
): readonly Diagnostic[] {
  const at = (id: string): Position =>
    origins.get(id) ?? origins.get('') ?? { file: 'policy.yaml', line: 1, column: 1 };
  return checks.flatMap((check) => check(policy, at));
}
