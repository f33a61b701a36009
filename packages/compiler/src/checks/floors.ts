import { diagnostic } from '@troth/diagnostics';
import { overlaps } from '../categories.ts';
import type { Check } from '../check.ts';
import { rulesOf } from '../rules-of.ts';

/**
 * Data kept while an account is active, and erased by an event that neither ends the account nor was
 * asked for. An account that nobody has used for a stated time is not active.
 */
export const floors: Check = (policy, at) => {
  const asked = new Set(
    policy.vocabulary.events.filter(({ about }) => about !== 'subject').map(({ id }) => id),
  );
  const kept = rulesOf(policy, 'retain').filter(({ rule }) => rule.while !== undefined);
  const early = rulesOf(policy, 'erase').filter(
    ({ rule }) =>
      !asked.has(rule.after) && rule.after !== 'account.closed' && rule.idle === undefined,
  );
  return early.flatMap((erase) =>
    kept
      .filter((floor) =>
        floor.rule.data.some((a) => erase.rule.data.some((b) => overlaps(policy.vocabulary, a, b))),
      )
      .map((floor) =>
        diagnostic(
          'policy/below-floor',
          at(erase.clause.id),
          `\`${erase.clause.id}\` erases after \`${erase.rule.after}\` what \`${floor.clause.id}\` keeps while the account is active`,
          { related: at(floor.clause.id) },
        ),
      ),
  );
};
