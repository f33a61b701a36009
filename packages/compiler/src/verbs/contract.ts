import { listOfNames } from '../bound-value.ts';
import { placesOf, safeguardsOf } from '../recipient-words.ts';
import type { ContractRule } from '../rules.ts';
import { defineVerb, ids, keys, type Verb } from '../verb.ts';

interface RawContract {
  readonly with: readonly string[];
  readonly missing: 'alarm' | 'deny';
  readonly outside?: readonly string[];
}

/**
 * Recipients that must have a contract on file, and what a missing one does. Those whose country lies
 * outside of the regions named must have a transfer safeguard on file, too.
 */
export const contract: Verb = defineVerb<RawContract>(
  'contract',
  keys(['with', 'missing'], {
    with: ids,
    missing: { enum: ['alarm', 'deny'] },
    outside: { type: 'array', minItems: 1, items: { type: 'string', minLength: 1 } },
  }),
  (raw, scope) => {
    const recipients = scope.recipients(raw.with, 'with');
    const outside = raw.outside && scope.regions(raw.outside, 'outside');
    const rule: ContractRule = {
      verb: 'contract',
      recipients,
      missing: raw.missing,
      ...(outside && { outside }),
    };
    return {
      rule,
      bindings: {
        with: listOfNames(scope, 'recipients', recipients),
        places: placesOf(recipients, scope.vocabulary),
        safeguards: safeguardsOf(recipients, scope.vocabulary),
        ...(outside && { outside: listOfNames(scope, 'regions', outside) }),
      },
    };
  },
);
