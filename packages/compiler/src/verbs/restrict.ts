import { parseDuration } from '@troth/language';
import { proven } from '../proven.ts';
import { defineVerb, ids, keys, type Verb } from '../verb.ts';

interface RawRestrict {
  readonly systems: readonly string[];
  readonly to?: readonly string[];
  readonly mfa?: 'required';
  readonly fresh?: string;
}

/** Who may have access to which systems, and whether persons show a second factor. */
export const restrict: Verb = defineVerb<RawRestrict>(
  'restrict',
  {
    ...keys(['systems'], {
      systems: ids,
      to: ids,
      mfa: { const: 'required' },
      fresh: { type: 'string', format: 'duration' },
    }),
    anyOf: [{ required: ['to'] }, { required: ['mfa'] }],
  },
  (raw) => ({
    rule: {
      verb: 'restrict',
      systems: raw.systems,
      roles: raw.to ?? [],
      mfa: raw.mfa === 'required',
      ...(raw.fresh !== undefined && { fresh: proven(parseDuration(raw.fresh)) }),
    },
    bindings: {},
  }),
);
