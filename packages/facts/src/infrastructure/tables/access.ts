import { row, whenIn, whenListing, whenNotIn, whenTrue, whereSet } from '../row.ts';
import type { Row } from '../row.ts';
import { blocksAt, textOf } from '../settings.ts';

/** Whether whoever signs in must show a second factor; `absent` is the provider's default. */
export const accessTable: readonly Row<boolean>[] = [
  row(['aws_cognito_user_pool'], 'mfa_configuration', whenIn('ON'), false),
  row(['okta_policy_rule_signon', 'okta_signon_policy_rule'], 'mfa_required', whenTrue, false),
  whereSet(['okta_app_signon_policy_rule'], 'factor_mode', whenIn('2FA')),
  row(['auth0_guardian'], 'policy', whenIn('all-applications'), false),
  {
    ...whereSet(['azuread_conditional_access_policy'], 'state', whenIn('enabled')),
    // A policy that blocks, or that asks for a device, says nothing of a second factor.
    unless: (block) =>
      textOf(block, 'grant_controls.operator') === undefined ||
      !mentionsMfa(blocksAt(block, 'grant_controls')[0]),
  },
  whereSet(['google_identity_platform_config'], 'mfa.state', whenIn('ENABLED', 'MANDATORY')),
  row(['alicloud_ram_security_preference'], 'enforce_mfa_for_login', whenTrue, false),
  whereSet(['alicloud_ram_login_profile'], 'mfa_bind_required', whenTrue),
  row(['cloudflare_account'], 'enforce_twofactor', whenTrue, false),
  whereSet(
    ['gitlab_application_settings', 'gitlab_group'],
    'require_two_factor_authentication',
    whenTrue,
  ),
  row(['tfe_organization'], 'collaborator_auth_policy', whenIn('two_factor_mandatory'), false),
  row(['mongodbatlas_organization'], 'multi_factor_auth_required', whenTrue, false),
  whereSet(['openstack_identity_user_v3'], 'multi_factor_auth_enabled', whenTrue),
  row(['ibm_iam_account_settings'], 'mfa', whenNotIn('NONE', 'NONE_NO_ROPC'), false),
  whereSet(['snowflake_authentication_policy'], 'mfa_enrollment', whenIn('REQUIRED')),
];

function mentionsMfa(controls: Parameters<typeof textOf>[0] | undefined): boolean {
  const list = controls?.attributes.get('built_in_controls')?.value;
  return list !== undefined && whenListing('mfa')(list) === true;
}
