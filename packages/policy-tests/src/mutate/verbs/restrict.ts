import type { RestrictRule } from '@troth/compiler';
import { within, type Mutation } from '../mutant.ts';
import { nameMutations } from '../names.ts';
import { windowMutations } from '../window.ts';

/** One role more, no second factor and an older sign-in break the promise. */
export function restrictMutations(rule: RestrictRule): readonly Mutation<RestrictRule>[] {
  const { fresh, ...everOld } = rule;
  const isStillRule = rule.roles.length > 0;
  return [
    ...(rule.roles.length === 0
      ? []
      : within(
          nameMutations({
            key: 'to',
            names: rule.roles,
            known: [...rule.roles, 'everybody-else'],
            more: 'loosens',
          }),
          (roles) => ({ ...rule, roles }),
        )),
    ...within(
      nameMutations({
        key: 'systems',
        names: rule.systems,
        known: [...rule.systems, 'another-system'],
        more: 'tightens',
      }),
      (systems) => ({ ...rule, systems }),
    ),
    ...(rule.mfa && !isStillRule ? [] : [flipped(rule)]),
    ...(fresh === undefined
      ? []
      : [
          ...within(windowMutations('fresh', fresh), (window) => ({ ...rule, fresh: window })),
          { what: 'fresh dropped', direction: 'loosens' as const, rule: everOld },
        ]),
  ];
}

/** A rule that names neither roles nor a factor is none; there, the dropped rule is the mutant. */
function flipped(rule: RestrictRule): Mutation<RestrictRule> {
  return {
    what: rule.mfa ? 'mfa dropped' : 'mfa: required added',
    direction: rule.mfa ? 'loosens' : 'tightens',
    rule: { ...rule, mfa: !rule.mfa },
  };
}
