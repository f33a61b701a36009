import { diagnostic } from '@troth/diagnostics';
import type { Check } from '../check.ts';
import type { CompiledClause } from '../compiled-policy.ts';
import { rulesOf } from '../rules-of.ts';
import { atMostDays, formatDuration } from '../time.ts';

/**
 * Rights that name no time, and account erasures slower than a request for erasure may be answered.
 * @see GDPR art. 12(3): one month
 */
export const deadlines: Check = (policy, at) => {
  const grants = rulesOf(policy, 'grant');
  const timeless = grants
    .filter(
      ({ clause, rule }) =>
        rule.channel === undefined && rule.purposes.length === 0 && !bindsDeadline(clause),
    )
    .map(({ clause }) =>
      diagnostic(
        'policy/right-without-deadline',
        at(clause.id),
        `\`${clause.id}\` does not say by when it is answered`,
      ),
    );
  const right = grants.find(({ rule }) => rule.rights.includes('erase'));
  if (!right) return timeless;
  const slow = rulesOf(policy, 'erase')
    .filter(({ rule }) => rule.after === 'account.closed' && atMostDays(rule.within) > 31)
    .map(({ clause, rule }) =>
      diagnostic(
        'policy/slower-than-statute',
        at(clause.id),
        `\`${clause.id}\` takes ${formatDuration(rule.within)}, and \`${right.clause.id}\` lets people ask for erasure`,
        { related: at(right.clause.id) },
      ),
    );
  return [...timeless, ...slow];
};

function bindsDeadline({ text }: CompiledClause): boolean {
  return text.some((segment) => segment.kind === 'binding' && segment.path === 'grant.within');
}
