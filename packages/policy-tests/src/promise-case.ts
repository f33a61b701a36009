import {
  formatDuration,
  rulesOf,
  type CompiledPolicy,
  type Duration,
  type RestrictRule,
} from '@troth/compiler';
import { parseDuration } from '@troth/language';
import { mismatched } from './mismatch.ts';
import { checkSettings } from './settings-case.ts';
import type { Promises, Requires, Staff } from './test-file.ts';

/**
 * What went wrong with a test of what the policy states, whoever asks; `undefined`: it holds. Several
 * clauses on one thing count together: the strictest is what they promise.
 */
export function checkPromises(then: Promises, policy: CompiledPolicy): string | undefined {
  const { requires, staff, evidence, contracts, retained, settings } = then;
  const wrong = [
    ...(requires === undefined ? [] : checkRequired(requires, policy)),
    ...(staff === undefined ? [] : checkStaff(staff, policy)),
    ...(evidence === undefined ? [] : checkEvidence(evidence, policy)),
    ...(contracts === undefined ? [] : checkContracts(contracts, policy)),
    ...(retained === undefined
      ? []
      : mismatched('retained while an account is active', retained, retainedIn(policy))),
    ...(settings === undefined ? [] : checkSettings(settings, policy)),
  ];
  return wrong.join('; ') || undefined;
}

function checkRequired(expected: Requires, policy: CompiledPolicy): readonly string[] {
  const rules = rulesOf(policy, 'encrypt').map(({ rule }) => rule);
  const versions = rules.flatMap((rule) =>
    rule.scope === 'in-transit' ? [`TLS ${rule.minimum}`] : [],
  );
  const bits = rules.flatMap((rule) => (rule.scope === 'at-rest' ? [rule.cipher.bits] : []));
  const approvers = rulesOf(policy, 'disclose').map(({ rule }) => rule.approvers);
  const strongest = bits.length === 0 ? undefined : `AES-${Math.max(...bits)}`;
  return [
    ...unequal('tls', expected.tls, versions.toSorted().at(-1)),
    ...unequal('cipher', expected.cipher, strongest),
    ...unequal('approvers', expected.approvers, approvers.toSorted((a, b) => a - b)[0]),
  ];
}

function checkStaff(
  expected: Readonly<Record<string, Staff>>,
  policy: CompiledPolicy,
): readonly string[] {
  const rules = rulesOf(policy, 'restrict').map(({ rule }) => rule);
  const systems = rules.flatMap((rule) => rule.systems);
  return [
    ...mismatched('restricted systems', Object.keys(expected), [...new Set(systems)]),
    ...Object.entries(expected).flatMap(([system, staff]) =>
      checkSystem(
        system,
        staff,
        rules.filter((rule) => rule.systems.includes(system)),
      ),
    ),
  ];
}

/** Who must meet several rules must be among the roles of each. */
function checkSystem(
  system: string,
  expected: Staff,
  rules: readonly RestrictRule[],
): readonly string[] {
  const lists = rules.filter(({ roles }) => roles.length > 0).map(({ roles }) => roles);
  const roles = (lists[0] ?? []).filter((role) => lists.every((list) => list.includes(role)));
  const ages = rules.flatMap(({ fresh }) => (fresh === undefined ? [] : [fresh]));
  const factors = rules.some(({ mfa }) => mfa) ? 2 : 1;
  return [
    ...(expected.roles === undefined
      ? []
      : mismatched(`roles of ${system}`, expected.roles, roles)),
    ...unequal(`factors for ${system}`, expected.factors, factors),
    ...unequalWindow(`signed-in-within for ${system}`, expected['signed-in-within'], ages),
  ];
}

function checkEvidence(
  expected: Readonly<Record<string, string>>,
  policy: CompiledPolicy,
): readonly string[] {
  return Object.entries(expected).flatMap(([control, every]) =>
    unequalWindow(
      `evidence of ${control}`,
      every,
      rulesOf(policy, 'control')
        .filter(({ rule }) => rule.control === control)
        .map(({ rule }) => rule.every),
    ),
  );
}

function checkContracts(
  expected: NonNullable<Promises['contracts']>,
  policy: CompiledPolicy,
): readonly string[] {
  return (['alarm', 'deny'] as const).flatMap((missing) =>
    mismatched(
      `contracts whose absence means ${missing}`,
      expected[missing] ?? [],
      rulesOf(policy, 'contract')
        .filter(({ rule }) => rule.missing === missing)
        .flatMap(({ rule }) => rule.recipients),
    ),
  );
}

function retainedIn(policy: CompiledPolicy): readonly string[] {
  return rulesOf(policy, 'retain')
    .filter(({ rule }) => rule.while !== undefined)
    .flatMap(({ rule }) => rule.data);
}

function unequal(
  word: string,
  expected: string | number | undefined,
  got: string | number | undefined,
): readonly string[] {
  if (expected === undefined || expected === got) return [];
  return [`expected ${word} ${expected}, got ${got ?? 'nothing'}`];
}

/** Equal windows are spelled equally but for weeks, which are days. */
function unequalWindow(
  word: string,
  expected: string | undefined,
  got: readonly Duration[],
): readonly string[] {
  if (expected === undefined) return [];
  const wanted = parseDuration(expected);
  const shown = [...new Set(got.map(formatDuration))];
  if (shown.length === 1 && wanted !== undefined && shown[0] === formatDuration(wanted)) return [];
  return [`expected ${word} ${expected}, got ${shown.join(' and ') || 'nothing'}`];
}
