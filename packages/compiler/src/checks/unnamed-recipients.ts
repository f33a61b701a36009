import { diagnostic } from '@troth/diagnostics';
import type { Check } from '../check.ts';
import { rulesOf } from '../rules-of.ts';

/** Recipients that are described and not named. @see GDPR art. 13(1)(e) */
export const unnamedRecipients: Check = (policy, at) => {
  const described = new Map(
    policy.vocabulary.recipients
      .filter(({ name }) => /^\p{Ll}/u.test(name))
      .map(({ id, name }) => [id, name]),
  );
  return rulesOf(policy, 'share').flatMap(({ clause, rule }) =>
    rule.recipients
      .filter(({ recipient }) => described.has(recipient))
      .map(({ recipient }) =>
        diagnostic(
          'policy/unnamed-recipient',
          at(clause.id),
          `\`${recipient}\` has no name, only “${described.get(recipient) ?? ''}”`,
        ),
      ),
  );
};
