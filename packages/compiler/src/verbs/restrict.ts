import { parseDuration, type Duration } from '@troth/language';
import {
  demanded,
  differ,
  fewerIsTighter,
  incomparable,
  listed,
  moreIsTighter,
  shorterIsTighter,
} from '@troth/orders';
import { within, type Mutation } from '../mutations/mutation.ts';
import { nameMutations } from '../mutations/names.ts';
import { windowMutations } from '../mutations/window.ts';
import { proven } from '../proven.ts';
import { described, duration, ids, keys } from '../schema-words.ts';
import { formatDuration } from '../time.ts';
import { defineVerb, type VerbDefinition } from '../verb.ts';

export interface RestrictRule {
  readonly verb: 'restrict';
  readonly systems: readonly string[];
  /** Roles that may have access. */
  readonly roles: readonly string[];
  /** Persons show two different factors (NIST SP 800-63B AAL2). */
  readonly mfa: boolean;
  /** How old the authentication may be. */
  readonly fresh?: Duration;
}

interface RawRestrict {
  readonly systems: readonly string[];
  readonly to?: readonly string[];
  readonly mfa?: 'required';
  readonly fresh?: string;
}

/** Who may have access to which systems, and whether persons show a second factor. */
export const restrict: VerbDefinition<RestrictRule> = defineVerb<RawRestrict, RestrictRule>({
  key: 'restrict',
  schema: described('who has access to which systems', {
    ...keys(['systems'], {
      systems: described('the systems', ids),
      to: described('roles that have access', ids),
      mfa: described('required: persons show a second factor', { const: 'required' }),
      fresh: described('how old a sign-in with the second factor may be', duration),
    }),
    anyOf: [{ required: ['to'] }, { required: ['mfa'] }],
  }),
  compile: (raw) => ({
    verb: 'restrict',
    systems: raw.systems,
    roles: raw.to ?? [],
    mfa: raw.mfa === 'required',
    ...(raw.fresh !== undefined && { fresh: proven(parseDuration(raw.fresh)) }),
  }),
  inWords({ systems, roles, mfa, fresh }) {
    const to = roles.length > 0 ? ` to ${roles.join(', ')}` : '';
    const factors = mfa ? ', with two factors' : '';
    const age = fresh === undefined ? '' : `, signed in within ${formatDuration(fresh)}`;
    return `restrict ${systems.join(', ')}${to}${factors}${age}`;
  },
  /** More systems, fewer roles, a second factor and a younger sign-in are tighter. */
  order: {
    fields: ['systems', 'roles', 'mfa', 'fresh'],
    stated: () => 'tightens',
    differences: (before, after) => [
      ...differ('restrict.mfa', [flag(before.mfa), flag(after.mfa)], demanded(incomparable)),
      ...differ(
        'restrict.fresh',
        [before.fresh, after.fresh],
        demanded(shorterIsTighter),
        formatDuration,
      ),
      ...differ(
        'restrict.systems',
        [new Set(before.systems), new Set(after.systems)],
        moreIsTighter,
        listed,
      ),
      ...differ(
        'restrict.roles',
        [new Set(before.roles), new Set(after.roles)],
        fewerIsTighter,
        listed,
      ),
    ],
  },
  mutations(rule) {
    const { systems, roles } = rule;
    return [
      ...(roles.length === 0
        ? []
        : within(
            nameMutations({
              key: 'to',
              names: roles,
              known: [...roles, 'everybody-else'],
              more: 'loosens',
            }),
            (names) => ({ ...rule, roles: names }),
          )),
      ...within(
        nameMutations({
          key: 'systems',
          names: systems,
          known: [...systems, 'another-system'],
          more: 'tightens',
        }),
        (names) => ({ ...rule, systems: names }),
      ),
      // A rule that names neither roles nor a factor is none; there, the dropped rule is the mutant.
      ...(rule.mfa && roles.length === 0 ? [] : [flipped(rule)]),
      ...ofSignIn(rule),
    ];
  },
  noticedBy: () => '`staff:`, or `access:` with `by:`',
  contributes: {
    decisions: ['refusal', 'obligation'],
    keptBy: ({ mfa }) =>
      mfa
        ? {
            mechanisms: ['decisions/access', 'access/missing-mfa'],
            remainder: 'sign-in to the consoles of others is shown by their own reports',
          }
        : {
            mechanisms: ['service/scopes', 'access/public-exposure'],
            remainder: 'who holds an account in the consoles of others is shown by reviews',
          },
  },
});

function ofSignIn(rule: RestrictRule): readonly Mutation<RestrictRule>[] {
  const { fresh, ...everOld } = rule;
  if (fresh === undefined) return [];
  return [
    ...within(windowMutations('fresh', fresh), (window) => ({ ...rule, fresh: window })),
    { what: 'fresh dropped', direction: 'loosens', rule: everOld },
  ];
}

function flipped(rule: RestrictRule): Mutation<RestrictRule> {
  return {
    what: rule.mfa ? 'mfa dropped' : 'mfa: required added',
    direction: rule.mfa ? 'loosens' : 'tightens',
    rule: { ...rule, mfa: !rule.mfa },
  };
}

function flag(mfa: boolean): string | undefined {
  return mfa ? 'required' : undefined;
}
