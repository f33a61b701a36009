import { diagnostic } from '@troth/diagnostics';
import type { Check } from '../check.ts';
import { rulesOf, type Stated } from '../rules-of.ts';
import type { EraseRule } from '../verbs/erase.ts';

/** Two clauses that erase the same data after the same event: nobody could tell which window holds. */
export const twoWindows: Check = (policy, at) => {
  const first = new Map<string, Stated<EraseRule>>();
  return rulesOf(policy, 'erase').flatMap((one) => {
    const others = new Set<Stated<EraseRule>>();
    for (const category of one.rule.data) {
      const key = `${one.rule.after} ${category}`;
      const other = first.get(key);
      if (other) others.add(other);
      else first.set(key, one);
    }
    return [...others].map((other) =>
      diagnostic(
        'policy/two-windows',
        at(one.clause.id),
        `\`${one.clause.id}\` and \`${other.clause.id}\` give two windows for the same data`,
        { related: at(other.clause.id) },
      ),
    );
  });
};
