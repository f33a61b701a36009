import type { AccessFact, Known } from '../../facts.ts';
import { speaksOf, statementsAt } from '../policy-document.ts';
import type { Statement } from '../policy-document.ts';
import type { ResourceReader } from '../reader.ts';
import { blocksAt, isSet, settingOf } from '../settings.ts';
import type { Setting } from '../settings.ts';
import type { Resource, Stack } from '../stack.ts';
import type { Expression } from '../syntax.ts';

/**
 * Policies that let persons in: a policy of a user or a group, a role that the account's own people
 * may assume, a managed policy that grants everything.
 */
export const identityPolicyReader: ResourceReader = {
  types: [
    'aws_iam_user',
    'aws_iam_user_policy',
    'aws_iam_user_policy_attachment',
    'aws_iam_group',
    'aws_iam_group_policy',
    'aws_iam_group_policy_attachment',
    'aws_iam_inline_policy',
    'aws_iam_policy',
    'aws_iam_role',
  ],
  read: readIdentity,
};

const attribute: Readonly<Record<string, string>> = {
  aws_iam_role: 'assume_role_policy',
  aws_iam_user_policy_attachment: 'policy_arn',
  aws_iam_group_policy_attachment: 'policy_arn',
};
const mfaKey = /^aws:MultiFactorAuth(?:Present|Age)$/iu;

function readIdentity(resource: Resource, stack: Stack): readonly AccessFact[] {
  return policiesOf(resource).flatMap((setting) => {
    const mfa =
      setting.kind === 'absent' ? undefined : secondFactor(resource, setting.value, stack);
    if (mfa === undefined) return [];
    const subject = `${resource.subject} policy`;
    return [{ kind: 'access', at: setting.at, subject, resource: resource.spelled, mfa }];
  });
}

/** The policies that stand in the resource; a template may hold several in a user or a group. */
function policiesOf({ type, block }: Resource): readonly Setting[] {
  // Such a policy of a template is attached by it; one of roles alone lets no person in.
  if (type === 'aws_iam_inline_policy' && !isSet(block, 'groups') && !isSet(block, 'users')) {
    return [];
  }
  const own = settingOf(block, attribute[type] ?? 'policy');
  if (type !== 'aws_iam_user' && type !== 'aws_iam_group') return [own];
  return blocksAt(block, 'policies').map((policy) => settingOf(policy, 'policy_document'));
}

/** Whether a second factor is demanded; nothing when the policy lets no person into anything. */
function secondFactor(
  resource: Resource,
  value: Expression,
  stack: Stack,
): Known<boolean> | undefined {
  if (
    value.kind === 'string' &&
    /:policy\/(?:\S+\/)?(?:Administrator|PowerUser)Access$/u.test(value.text)
  ) {
    return false;
  }
  if (value.kind === 'string' && value.text.startsWith('arn:')) return undefined;
  const statements = statementsAt(value, stack);
  if (statements === 'unknown') return resource.type === 'aws_iam_role' ? undefined : 'unknown';
  const grants = statements.filter((one) => one.effect === 'Allow' && isForPersons(resource, one));
  if (grants.length === 0) return undefined;
  const isGuarded = statements.some((one) => one.effect === 'Deny' && speaksOf(one, mfaKey));
  return isGuarded || grants.every((one) => speaksOf(one, mfaKey));
}

function isForPersons({ type }: Resource, statement: Statement): boolean {
  if (type === 'aws_iam_role') {
    return statement.principals.some((one) =>
      /^arn:aws[\w-]*:iam::.*:(?:root|user\/.+)$|^\*$/u.test(one),
    );
  }
  if (type === 'aws_iam_policy') return statement.actions.includes('*');
  return (
    statement.notActions.length > 0 || statement.actions.some((action) => action.endsWith('*'))
  );
}
