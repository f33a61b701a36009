import { diagnostic } from '@troth/diagnostics';
import { isWithin } from '../categories.ts';
import type { Check } from '../check.ts';
import { rulesOf } from '../rules-of.ts';
import type { UseRule } from '../verbs/use.ts';

/** The other bases have a counterpart among the exceptions of art. 9(2). */
const WITHOUT_COUNTERPART: ReadonlySet<UseRule['basis']> = new Set([
  undefined,
  'contract',
  'legitimate-interests',
]);

/**
 * Uses of special categories on a basis that does not carry them by itself. What is never collected
 * cannot be used. @see GDPR art. 9
 */
export const specialData: Check = (policy, at) => {
  const { vocabulary } = policy;
  const absent = rulesOf(policy, 'never')
    .filter(({ rule }) => rule.act === 'collect')
    .flatMap(({ rule }) => rule.data);
  const special = vocabulary.categories
    .filter(({ sensitivity }) => sensitivity === 'special')
    .map(({ id }) => id)
    .filter((id) => !absent.some((above) => isWithin(vocabulary, id, above)));
  return rulesOf(policy, 'use')
    .filter(({ rule }) => WITHOUT_COUNTERPART.has(rule.basis))
    .flatMap(({ clause, rule }) => {
      const used = special.filter((id) =>
        rule.data.some((above) => isWithin(vocabulary, id, above)),
      );
      if (used.length === 0) return [];
      const data = used.map((id) => `\`${id}\``).join(', ');
      const basis = rule.basis === undefined ? 'no basis' : `\`basis: ${rule.basis}\``;
      const message = `\`${clause.id}\` uses ${data}, of a special category, with ${basis}`;
      return [diagnostic('policy/special-data', at(clause.id), message)];
    });
};
