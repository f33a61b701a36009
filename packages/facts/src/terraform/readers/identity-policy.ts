import type { AccessFact, Known } from '../../facts.ts';
import { settingOf } from '../folder.ts';
import type { Folder, Resource } from '../folder.ts';
import { statementsAt } from '../policy-document.ts';
import type { Statement } from '../policy-document.ts';
import type { ResourceReader } from '../reader.ts';
import type { Expression } from '../syntax.ts';

/**
 * Policies that let persons in: a policy of a user or a group, a role that the account's own people
 * may assume, a managed policy that grants everything.
 */
export const identityPolicyReader: ResourceReader = {
  types: [
    'aws_iam_user_policy',
    'aws_iam_group_policy',
    'aws_iam_user_policy_attachment',
    'aws_iam_group_policy_attachment',
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

function readIdentity(resource: Resource, folder: Folder): readonly AccessFact[] {
  if (resource.mode === 'data') return [];
  const name = attribute[resource.type] ?? 'policy';
  const setting = settingOf(resource.block, name, folder.scope);
  if (setting.kind === 'absent') return [];
  const mfa = secondFactor(resource, setting.value, folder);
  if (mfa === undefined) return [];
  return [
    {
      kind: 'access',
      at: setting.at,
      subject: `${resource.address} ${name}`,
      resource: resource.type,
      mfa,
    },
  ];
}

/** Whether a second factor is demanded; nothing when the policy lets no person into anything. */
function secondFactor(
  resource: Resource,
  value: Expression,
  folder: Folder,
): Known<boolean> | undefined {
  if (
    value.kind === 'string' &&
    /:policy\/(?:\S+\/)?(?:Administrator|PowerUser)Access$/u.test(value.text)
  ) {
    return false;
  }
  if (value.kind === 'string' && value.text.startsWith('arn:')) return undefined;
  const statements = statementsAt(value, folder);
  if (statements === 'unknown') return resource.type === 'aws_iam_role' ? undefined : 'unknown';
  const grants = statements.filter((one) => one.effect === 'Allow' && isForPersons(resource, one));
  if (grants.length === 0) return undefined;
  const isGuarded = statements.some((one) => one.effect === 'Deny' && one.mfa);
  return isGuarded || grants.every(({ mfa }) => mfa);
}

function isForPersons(resource: Resource, statement: Statement): boolean {
  if (resource.type === 'aws_iam_role') {
    return statement.principals.some((one) =>
      /^arn:aws[\w-]*:iam::.*:(?:root|user\/.+)$|^\*$/u.test(one),
    );
  }
  if (resource.type === 'aws_iam_policy') return statement.actions.some((action) => action === '*');
  return statement.actions.some((action) => action.endsWith('*'));
}
