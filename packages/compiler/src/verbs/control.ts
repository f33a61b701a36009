import { parseDuration } from '@troth/language';
import { proven } from '../proven.ts';
import { defineVerb, keys, type Verb } from '../verb.ts';

interface RawControl {
  readonly control: string;
  readonly every: string;
}

/** What people do again and again, shown by evidence no older than `every`. */
export const control: Verb = defineVerb<RawControl>(
  'control',
  keys(['control', 'every'], {
    control: { type: 'string', format: 'id' },
    every: { type: 'string', format: 'duration' },
  }),
  (raw) => {
    const every = proven(parseDuration(raw.every));
    return {
      rule: { verb: 'control', control: raw.control, every },
      bindings: { every: { type: 'duration', duration: every } },
    };
  },
);
