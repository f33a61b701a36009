import type { ControlRule } from '@troth/compiler';
import { within, type Mutation } from '../mutant.ts';
import { windowMutations } from '../window.ts';

/** Done less often, the promise is broken. */
export function controlMutations(rule: ControlRule): readonly Mutation<ControlRule>[] {
  return within(windowMutations('every', rule.every), (every) => ({ ...rule, every }));
}
