import { parseDuration, type Duration } from '@troth/language';
import type { BoundValue } from '../compiled-policy.ts';
import { proven } from '../proven.ts';
import type { EraseRule, EraseStages } from '../rules.ts';
import type { RuleScope } from '../scope.ts';
import { sumOfDurations } from '../time.ts';
import { data, defineVerb, ids, keys, type Verb } from '../verb.ts';

interface RawErase {
  readonly data: readonly string[] | 'all';
  readonly except?: readonly string[];
  readonly after: string;
  readonly idle?: string;
  readonly within?: string;
  readonly stages?: { readonly [Stage in keyof EraseStages]: string };
}

const duration = { type: 'string', format: 'duration' } as const;

/** What is gone, from every store, at the latest that long after an event; or stage by stage, backups last. */
export const erase: Verb = defineVerb<RawErase>(
  'erase',
  {
    ...keys(['data', 'after'], {
      data,
      except: ids,
      after: { type: 'string', format: 'id' },
      idle: duration,
      within: duration,
      stages: {
        ...keys(['systems'], { trash: duration, systems: duration, backups: duration }),
        minProperties: 2,
      },
    }),
    oneOf: [{ required: ['within'] }, { required: ['stages'] }],
  },
  (raw, scope) => {
    const idle = raw.idle === undefined ? undefined : proven(parseDuration(raw.idle));
    const { everywhere, ...windows } = windowsOf(raw, scope);
    const rule: EraseRule = {
      verb: 'erase',
      data: scope.data(raw.data, 'data', raw.except),
      after: scope.event(raw.after, 'after'),
      ...windows,
      ...(idle && { idle }),
    };
    return {
      rule,
      bindings: {
        within: bound(rule.within),
        everywhere: bound(everywhere),
        ...(idle && { idle: bound(idle) }),
        ...stageBindings(rule.stages),
      },
    };
  },
);

/** `within` ends where the data has left the systems; what backups still hold is no longer in use. */
function windowsOf(
  { within, stages }: RawErase,
  scope: RuleScope,
): Pick<EraseRule, 'within' | 'stages'> & { readonly everywhere: Duration } {
  if (stages === undefined) {
    const whole = proven(parseDuration(within ?? ''));
    return { within: whole, everywhere: whole };
  }
  const read: EraseStages = {
    ...(stages.trash !== undefined && { trash: proven(parseDuration(stages.trash)) }),
    systems: proven(parseDuration(stages.systems)),
    ...(stages.backups !== undefined && { backups: proven(parseDuration(stages.backups)) }),
  };
  const inUse = [...(read.trash ? [read.trash] : []), read.systems];
  const sum = sumOfDurations(inUse);
  const everywhere = sumOfDurations([...inUse, ...(read.backups ? [read.backups] : [])]);
  if (!sum || !everywhere) {
    const message = 'stages in days and stages in months have no sum';
    scope.refuse('language/bad-duration', 'stages', message, 'write all of them in days');
  }
  const systems = sum ?? read.systems;
  return { within: systems, stages: read, everywhere: everywhere ?? systems };
}

function stageBindings({ trash, systems, backups }: Partial<EraseStages> = {}): Readonly<
  Record<string, BoundValue>
> {
  return {
    ...(trash && { 'stages.trash': bound(trash) }),
    ...(systems && { 'stages.systems': bound(systems) }),
    ...(backups && { 'stages.backups': bound(backups) }),
  };
}

function bound(time: Duration): BoundValue {
  return { type: 'duration', duration: time };
}
