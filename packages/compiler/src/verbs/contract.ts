import { defineVerb, ids, keys, type Verb } from '../verb.ts';

interface RawContract {
  readonly with: readonly string[];
  readonly missing: 'alarm' | 'deny';
}

/** Recipients that must have a contract on file, and what a missing one does. */
export const contract: Verb = defineVerb<RawContract>(
  'contract',
  keys(['with', 'missing'], { with: ids, missing: { enum: ['alarm', 'deny'] } }),
  (raw, scope) => ({
    rule: {
      verb: 'contract',
      recipients: scope.recipients(raw.with, 'with'),
      missing: raw.missing,
    },
    bindings: {},
  }),
);
