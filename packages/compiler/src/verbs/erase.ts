import { parseDuration, type Duration } from '@troth/language';
import {
  byCover,
  differ,
  incomparable,
  listed,
  moreIsTighter,
  reserved,
  shorterIsTighter,
} from '@troth/orders';
import { timesOf } from '../bound-value.ts';
import { categoryMutations } from '../mutations/categories.ts';
import { within, type Mutation } from '../mutations/mutation.ts';
import { windowMutations } from '../mutations/window.ts';
import { proven } from '../proven.ts';
import type { Requirement } from '../requirement.ts';
import * as schema from '../schema-words.ts';
import type { RuleScope } from '../scope.ts';
import { formatDuration, sumOfDurations } from '../time.ts';
import { defineVerb, type VerbDefinition } from '../verb.ts';

export interface EraseRule {
  readonly verb: 'erase';
  readonly data: readonly string[];
  /** Event type that starts the clock. */
  readonly after: string;
  /** Until nothing is left in any store in use; `stages.backups` comes after. */
  readonly within: Duration;
  readonly stages?: EraseStages;
  /** How long nobody has used the account when the event comes. */
  readonly idle?: Duration;
}

/** One after the other: first in the trash, whence it can be taken back, then in systems, last in backups alone. */
export interface EraseStages {
  readonly trash?: Duration;
  readonly systems: Duration;
  readonly backups?: Duration;
}

interface RawErase {
  readonly data: readonly string[] | 'all';
  readonly except?: readonly string[];
  readonly after: string;
  readonly idle?: string;
  readonly within?: string;
  readonly stages?: { readonly [Stage in keyof EraseStages]: string };
}

const { described, duration, keys } = schema;

/** What is gone, from every store, at the latest that long after an event; or stage by stage, backups last. */
export const erase: VerbDefinition<EraseRule> = defineVerb<RawErase, EraseRule>({
  key: 'erase',
  schema: described('what is gone from every store, and when at the latest', {
    ...keys(['data', 'after'], {
      data: schema.data,
      except: schema.except,
      after: described('event that starts the clock', schema.id),
      idle: described('closes for inactivity after this time', duration),
      within: schema.within,
      stages: described('stages one after the other, each with its own time', {
        ...keys(['systems'], {
          trash: described('time in the trash, where people can take it back', duration),
          systems: described('time in systems after that', duration),
          backups: described('time in backups after that', duration),
        }),
        minProperties: 2,
      }),
    }),
    oneOf: [{ required: ['within'] }, { required: ['stages'] }],
  }),
  compile(raw, scope) {
    return {
      verb: 'erase',
      data: scope.data(raw.data, 'data', raw.except),
      after: scope.event(raw.after, 'after'),
      ...windowsOf(raw, scope),
      ...(raw.idle !== undefined && { idle: proven(parseDuration(raw.idle)) }),
    };
  },
  bindings({ within: window, stages, idle }) {
    const everywhere = stages?.backups ? sumOfDurations([window, stages.backups]) : window;
    return {
      ...timesOf({ within: window, everywhere, idle }),
      ...timesOf({
        'stages.trash': stages?.trash,
        'stages.systems': stages?.systems,
        'stages.backups': stages?.backups,
      }),
    };
  },
  inWords(rule, name) {
    const { trash, backups } = rule.stages ?? {};
    return [
      `erase ${name(rule.data)} within ${formatDuration(rule.within)} of the event ${rule.after}`,
      ...(rule.idle === undefined
        ? []
        : [`, which comes after ${formatDuration(rule.idle)} without use`]),
      ...(trash === undefined ? [] : [`, the first ${formatDuration(trash)} of it in the trash`]),
      ...(backups === undefined ? [] : [`, and from backups ${formatDuration(backups)} later`]),
    ].join('');
  },
  /**
   * A shorter window and more data are tighter, and so is less time in backups. Which event starts the
   * clock has no order, nor has time in the trash: it is there for people to take things back.
   */
  order: {
    fields: ['data', 'after', 'within', 'stages', 'idle'],
    stated: () => 'tightens',
    differences: (before, after, { covered }) => [
      ...differ('erase.within', [before.within, after.within], shorterIsTighter, formatDuration),
      ...differ('erase.data', [before.data, after.data], byCover(covered, moreIsTighter), listed),
      ...differ('erase.after', [before.after, after.after], incomparable),
      ...differ('erase.idle', [timeOf(before.idle), timeOf(after.idle)], incomparable),
      ...differ(
        'erase.trash',
        [timeOf(before.stages?.trash), timeOf(after.stages?.trash)],
        incomparable,
      ),
      ...differ(
        'erase.backups',
        [before.stages?.backups, after.stages?.backups],
        reserved(shorterIsTighter),
        formatDuration,
      ),
    ],
  },
  mutations: (rule, vocabulary) => [
    ...(rule.stages === undefined
      ? within(windowMutations('within', rule.within), (window) => ({ ...rule, within: window }))
      : stageMutations(rule, rule.stages)),
    ...within(categoryMutations(rule.data, vocabulary, 'tightens'), (data) => ({ ...rule, data })),
  ],
  noticedBy: () => 'an `event:` with `due:` and `erased:`',
  contributes: { decisions: ['obligation'], keptBy },
});

/** `within` ends where the data has left the systems; what backups still hold is no longer in use. */
function windowsOf(
  { within: window, stages }: RawErase,
  scope: RuleScope,
): Pick<EraseRule, 'within' | 'stages'> {
  if (stages === undefined) return { within: proven(parseDuration(window ?? '')) };
  const read: EraseStages = {
    ...(stages.trash !== undefined && { trash: proven(parseDuration(stages.trash)) }),
    systems: proven(parseDuration(stages.systems)),
    ...(stages.backups !== undefined && { backups: proven(parseDuration(stages.backups)) }),
  };
  const inUse = [...(read.trash ? [read.trash] : []), read.systems];
  const sum = sumOfDurations(inUse);
  if (!sum || !sumOfDurations([...inUse, ...(read.backups ? [read.backups] : [])])) {
    const message = 'stages in days and stages in months have no sum';
    scope.refuse('language/bad-duration', 'stages', message, 'write all of them in days');
  }
  return { within: sum ?? read.systems, stages: read };
}

/** The window of a staged erasure is the sum of its stages before backups, so the two move together. */
function stageMutations(rule: EraseRule, stages: EraseStages): readonly Mutation<EraseRule>[] {
  const { systems, backups } = stages;
  return [
    ...(backups === undefined ? [] : windowMutations('backups', backups))
      // The language refuses stages that have no sum.
      .filter(({ value }) => sumOfDurations([rule.within, value]) !== undefined)
      .map(({ what, direction, value }) => ({
        what,
        direction,
        rule: { ...rule, stages: { ...stages, backups: value } },
      })),
    ...within(
      windowMutations('systems', systems).filter(
        ({ value: { unit } }) => unit === systems.unit && unit === rule.within.unit,
      ),
      (window) => ({
        ...rule,
        within: { ...rule.within, amount: rule.within.amount + window.amount - systems.amount },
        stages: { ...stages, systems: window },
      }),
    ),
  ];
}

function keptBy({ idle, stages }: EraseRule): Requirement {
  const others = 'what recipients delete on request is shown by their own confirmations';
  const backups = '; copies in backups leave as the backups expire, which no erasure reaches';
  return {
    mechanisms: [
      'erasures/schedule',
      'erasures/run',
      'erasures/receipt',
      'retention/exceeds-limit',
      'retention/missing-limit',
      'retention/no-erasure-path',
      ...(idle ? ['events/inactivity'] : []),
      ...(stages?.trash ? ['erasures/trash'] : []),
    ],
    remainder: stages?.backups ? others + backups : others,
  };
}

function timeOf(time: Duration | undefined): string {
  return time === undefined ? 'none' : formatDuration(time);
}
