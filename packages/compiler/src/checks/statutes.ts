import { diagnostic } from '@troth/diagnostics';
import type { Check } from '../check.ts';
import { gdpr } from '../statutes/gdpr.ts';
import { unitedStates } from '../statutes/united-states.ts';

/** Questions from statutes that the policy does not seem to answer. They never fail a check and are never advice. */
export const statutes: Check = (policy, at) =>
  [...gdpr, ...unitedStates]
    .filter(({ isAnswered }) => !isAnswered(policy))
    .map(({ code, source, weight, question, stub }) => {
      const asks =
        weight === 'demanded' ? 'asks a notice to say this' : 'is read as expecting this';
      return diagnostic('policy/statute', at(''), `${code}: ${question}`, {
        help: `${source} ${asks}; for legal to judge`,
        stub,
      });
    });
