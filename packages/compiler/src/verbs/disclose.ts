import type { DiscloseRule } from '../rules.ts';
import { data, defineVerb, keys, type Verb } from '../verb.ts';

interface RawDisclose {
  readonly data: readonly string[] | 'all';
  readonly bases: DiscloseRule['bases'];
  readonly approvers: number;
}

/** What may go to an authority, on which bases, with how many persons agreeing. */
export const disclose: Verb = defineVerb<RawDisclose>(
  'disclose',
  keys(['data', 'bases', 'approvers'], {
    data,
    bases: {
      type: 'array',
      minItems: 1,
      uniqueItems: true,
      items: { enum: ['law', 'regulation', 'legal-process'] },
    },
    approvers: { type: 'integer', minimum: 1, maximum: 9 },
  }),
  (raw, scope) => ({
    rule: {
      verb: 'disclose',
      data: scope.data(raw.data, 'data'),
      bases: raw.bases,
      approvers: raw.approvers,
    },
    bindings: {},
  }),
);
