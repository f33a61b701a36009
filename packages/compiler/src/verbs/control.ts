import { parseDuration, type Duration } from '@troth/language';
import { differ, incomparable, shorterIsTighter } from '@troth/orders';
import { timesOf } from '../bound-value.ts';
import { within } from '../mutations/mutation.ts';
import { windowMutations } from '../mutations/window.ts';
import { proven } from '../proven.ts';
import { described, duration, id, keys } from '../schema-words.ts';
import { formatDuration } from '../time.ts';
import { defineVerb, type VerbDefinition } from '../verb.ts';

/** An organisational control, kept by people and shown by evidence. */
export interface ControlRule {
  readonly verb: 'control';
  readonly control: string;
  readonly every: Duration;
}

interface RawControl {
  readonly control: string;
  readonly every: string;
}

/** What people do again and again, shown by evidence no older than `every`. */
export const control: VerbDefinition<ControlRule> = defineVerb<RawControl, ControlRule>({
  key: 'control',
  schema: described(
    'what people do again and again, shown by evidence',
    keys(['control', 'every'], {
      control: described('name of the control', id),
      every: described('how old the last evidence may be', duration),
    }),
  ),
  compile: (raw) => ({
    verb: 'control',
    control: raw.control,
    every: proven(parseDuration(raw.every)),
  }),
  bindings: ({ every }) => timesOf({ every }),
  inWords: (rule) =>
    `${rule.control} at least every ${formatDuration(rule.every)}, shown by evidence`,
  /** More often is tighter. */
  order: {
    fields: ['control', 'every'],
    stated: () => 'tightens',
    subject: (rule) => rule.control,
    differences: (before, after) => [
      ...differ('control.every', [before.every, after.every], shorterIsTighter, formatDuration),
      ...differ('control.control', [before.control, after.control], incomparable),
    ],
  },
  mutations: (rule) =>
    within(windowMutations('every', rule.every), (every) => ({ ...rule, every })),
  noticedBy: () => '`evidence:`',
  contributes: {
    decisions: [],
    keptBy: ({ control: name, every }) => ({ mechanisms: [], evidence: { control: name, every } }),
  },
});
