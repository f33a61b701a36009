import { demanded, differ, fewerIsTighter, listed, moreIsTighter, type Order } from '@troth/orders';
import { listOfNames } from '../bound-value.ts';
import { within, type Mutation } from '../mutations/mutation.ts';
import { nameMutations } from '../mutations/names.ts';
import { placesOf, safeguardsOf } from '../recipient-words.ts';
import { described, ids, keys, regions } from '../schema-words.ts';
import { defineVerb, type VerbDefinition } from '../verb.ts';

/** A contract that recipients of other clauses must have on file. */
export interface ContractRule {
  readonly verb: 'contract';
  readonly recipients: readonly string[];
  /** What a missing one does: permit and show a gap, or deny. */
  readonly missing: 'alarm' | 'deny';
  /** Ids of regions; a recipient in none of their countries also needs a transfer safeguard on file. */
  readonly outside?: readonly string[];
}

interface RawContract {
  readonly with: readonly string[];
  readonly missing: 'alarm' | 'deny';
  readonly outside?: readonly string[];
}

/**
 * Recipients that must have a contract on file, and what a missing one does. Those whose country lies
 * outside of the regions named must have a transfer safeguard on file, too.
 */
export const contract: VerbDefinition<ContractRule> = defineVerb<RawContract, ContractRule>({
  key: 'contract',
  schema: described(
    'recipients that must have a contract on file',
    keys(['with', 'missing'], {
      with: described('ids from vocabulary/recipients.yaml', ids),
      missing: described('what a missing contract does: alarm, or deny', {
        enum: ['alarm', 'deny'],
      }),
      outside: described('safeguard for a transfer out of the region', regions),
    }),
  ),
  compile(raw, scope) {
    const outside = raw.outside && scope.regions(raw.outside, 'outside');
    return {
      verb: 'contract',
      recipients: scope.recipients(raw.with, 'with'),
      missing: raw.missing,
      ...(outside && { outside }),
    };
  },
  bindings: ({ recipients, outside }, vocabulary) => ({
    with: listOfNames(vocabulary.recipients, recipients),
    places: placesOf(recipients, vocabulary),
    safeguards: safeguardsOf(recipients, vocabulary),
    ...(outside && { outside: listOfNames(vocabulary.regions, outside) }),
  }),
  inWords({ recipients, missing, outside }, name) {
    const effect = missing === 'deny' ? 'denies' : 'raises an alarm';
    const safeguard =
      outside === undefined
        ? ''
        : `, and so does a missing transfer safeguard outside of ${name(outside)}`;
    return `a contract on file with ${name(recipients)}; a missing one ${effect}${safeguard}`;
  },
  /** More recipients held to a contract are tighter, and so is to deny without one. */
  order: {
    fields: ['recipients', 'missing', 'outside'],
    stated: () => 'tightens',
    differences: (before, after) => [
      ...differ(
        'contract.recipients',
        [new Set(before.recipients), new Set(after.recipients)],
        moreIsTighter,
        listed,
      ),
      ...differ(
        'contract.outside',
        [regionsOf(before), regionsOf(after)],
        demanded(fewerIsTighter),
        listed,
      ),
      ...differ('contract.missing', [before.missing, after.missing], denyIsTighter),
    ],
  },
  /** An alarm where a refusal stood breaks the promise, and so does a safeguard no longer asked for. */
  mutations(rule, vocabulary) {
    const known = vocabulary.recipients.map(({ id }) => id);
    const missing = rule.missing === 'alarm' ? 'deny' : 'alarm';
    return [
      ...within(
        nameMutations({ key: 'with', names: rule.recipients, known, more: 'tightens' }),
        (recipients) => ({ ...rule, recipients }),
      ),
      ...withoutSafeguard(rule),
      {
        what: `missing: ${rule.missing} → ${missing}`,
        direction: missing === 'deny' ? 'tightens' : 'loosens',
        rule: { ...rule, missing },
      },
    ];
  },
  noticedBy: () => '`contracts:`',
  contributes: {
    decisions: ['refusal'],
    keptBy: ({ recipients, outside }) => ({
      mechanisms: ['decisions/share'],
      contracts: recipients,
      ...(outside && { outside }),
    }),
  },
});

function withoutSafeguard(rule: ContractRule): readonly Mutation<ContractRule>[] {
  const { outside, ...anywhere } = rule;
  if (outside === undefined) return [];
  return [{ what: 'outside dropped', direction: 'loosens', rule: anywhere }];
}

function regionsOf({ outside }: ContractRule): ReadonlySet<string> | undefined {
  return outside === undefined ? undefined : new Set(outside);
}

const denyIsTighter: Order<ContractRule['missing']> = (before, after) => {
  if (before === after) return 'equal';
  return after === 'deny' ? 'tightens' : 'loosens';
};
