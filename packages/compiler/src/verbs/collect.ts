import type { CollectRule } from '../rules.ts';
import { data, defineVerb, ids, keys, type Verb } from '../verb.ts';
import { listOfNames } from '../bound-value.ts';

interface RawCollect {
  readonly data: readonly string[] | 'all';
  readonly from: 'data subject' | 'automatic' | readonly string[];
  readonly through?: readonly string[];
  readonly when?: string;
  readonly for?: readonly string[];
}

/** What is collected, a closed list; from whom; through which provider; at which event; what for. */
export const collect: Verb = defineVerb<RawCollect>(
  'collect',
  keys(['data', 'from'], {
    data,
    from: { anyOf: [{ enum: ['data subject', 'automatic'] }, ids] },
    through: ids,
    when: { type: 'string', format: 'id' },
    for: ids,
  }),
  (raw, scope) => {
    const senders = typeof raw.from === 'string' ? [] : scope.recipients(raw.from, 'from');
    const through = scope.recipients(raw.through ?? [], 'through');
    const rule: CollectRule = {
      verb: 'collect',
      data: scope.data(raw.data, 'data'),
      source: sourceOf(raw.from),
      from: [...senders, ...through],
      purposes: scope.purposes(raw.for ?? [], 'for'),
      ...(raw.when !== undefined && { when: scope.event(raw.when, 'when') }),
    };
    return {
      rule,
      bindings: {
        from: listOfNames(scope, 'recipients', senders),
        through: listOfNames(scope, 'recipients', through),
      },
    };
  },
);

function sourceOf(from: RawCollect['from']): CollectRule['source'] {
  if (from === 'data subject') return 'data-subject';
  return from === 'automatic' ? 'automatic' : 'recipient';
}
