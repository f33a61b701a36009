import { parseDuration } from '@troth/language';
import { data, defineVerb, ids, keys, type Verb } from '../verb.ts';
import { proven } from '../proven.ts';

interface RawErase {
  readonly data: readonly string[] | 'all';
  readonly except?: readonly string[];
  readonly after: string;
  readonly within: string;
}

/** What is gone, from every store, at the latest that long after an event. */
export const erase: Verb = defineVerb<RawErase>(
  'erase',
  keys(['data', 'after', 'within'], {
    data,
    except: ids,
    after: { type: 'string', format: 'id' },
    within: { type: 'string', format: 'duration' },
  }),
  (raw, scope) => {
    const within = proven(parseDuration(raw.within));
    return {
      rule: {
        verb: 'erase',
        data: scope.data(raw.data, 'data', raw.except),
        after: scope.event(raw.after, 'after'),
        within,
      },
      bindings: { within: { type: 'duration', duration: within } },
    };
  },
);
