import { row, whenFalse, whenIn, whenListing, whenNotIn, whenTrue, whereSet } from '../../row.ts';
import type { Row } from '../../row.ts';
import { isSet, textOf } from '../../settings.ts';

/** Whether the public internet can reach a resource of AWS; `absent` is the provider's default. */
export const awsExposure: readonly Row<boolean>[] = [
  row(
    [
      'aws_db_instance',
      'aws_rds_cluster_instance',
      'aws_neptune_cluster_instance',
      'aws_mq_broker',
      'aws_redshiftserverless_workgroup',
    ],
    'publicly_accessible',
    whenTrue,
    false,
  ),
  // The API's default is a public address; Terraform's own is none.
  row(['aws_dms_replication_instance'], 'publicly_accessible', whenTrue, false),
  row(['AWS::DMS::ReplicationInstance'], 'publicly_accessible', () => 'silent', true),
  // True by default before version 6 of the provider.
  row(['aws_redshift_cluster'], 'publicly_accessible', whenTrue, 'unknown'),
  whereSet(
    ['aws_s3_bucket', 'aws_s3_bucket_acl', 'aws_s3_object', 'aws_s3_bucket_object'],
    'acl',
    whenIn(
      'public-read',
      'public-read-write',
      'authenticated-read',
      'PublicRead',
      'PublicReadWrite',
      'AuthenticatedRead',
    ),
  ),
  ...blocks(['aws_s3_bucket_public_access_block', 'aws_s3_account_public_access_block'], '', true),
  ...blocks(['aws_s3_access_point'], 'public_access_block_configuration.', 'silent'),
  ...blocks(['AWS::S3::Bucket'], 'public_access_block_configuration.', 'silent'),
  {
    ...whereSet(['aws_s3_bucket_acl'], 'uri', allUsers()),
    each: 'access_control_policy.grant.grantee',
  },
  { ...whereSet(['aws_s3_bucket'], 'uri', allUsers()), each: 'grant' },
  // The internet reaches a cluster's endpoint from the addresses that may, and by default from all.
  {
    ...whereSet(['aws_eks_cluster'], 'vpc_config.endpoint_public_access', whenTrue),
    unless: (block) => isSet(block, 'vpc_config.public_access_cidrs'),
  },
  {
    ...whereSet(
      ['aws_eks_cluster'],
      'vpc_config.public_access_cidrs',
      whenListing('0.0.0.0/0', '::/0'),
    ),
    unless: (block) => textOf(block, 'vpc_config.endpoint_public_access') === 'false',
  },
  row(['aws_transfer_server'], 'endpoint_type', whenIn('PUBLIC'), true),
  whereSet(['aws_subnet', 'aws_default_subnet'], 'map_public_ip_on_launch', whenTrue),
  whereSet(
    ['aws_msk_cluster'],
    'broker_node_group_info.connectivity_info.public_access.type',
    whenIn('SERVICE_PROVIDED_EIPS'),
  ),
  whereSet(['aws_db_snapshot', 'aws_db_cluster_snapshot'], 'shared_accounts', whenListing('all')),
  { ...whereSet(['aws_ssm_document'], 'account_ids', whenListing('all')), each: 'permissions' },
  whereSet(['aws_ami_launch_permission'], 'group', whenIn('all')),
  whereSet(['aws_lambda_permission'], 'principal', whenIn('*')),
  whereSet(['AWS::Serverless::Function'], 'function_url_config.auth_type', whenIn('NONE')),
  whereSet(['aws_lambda_function_url'], 'authorization_type', whenIn('NONE')),
  whereSet(
    ['aws_instance', 'aws_launch_configuration', 'aws_spot_instance_request'],
    'associate_public_ip_address',
    whenTrue,
  ),
  {
    ...whereSet(['aws_launch_template', 'aws_instance'], 'associate_public_ip_address', whenTrue),
    each: 'network_interfaces',
  },
  whereSet(['aws_sagemaker_notebook_instance'], 'direct_internet_access', whenNotIn('Disabled')),
  whereSet(
    ['aws_emr_block_public_access_configuration'],
    'block_public_security_group_rules',
    whenFalse,
  ),
  whereSet(['aws_ecs_service'], 'network_configuration.assign_public_ip', whenTrue),
];

function blocks(
  types: readonly string[],
  prefix: string,
  absent: Row<boolean>['absent'],
): readonly Row<boolean>[] {
  const settings = [
    'block_public_acls',
    'block_public_policy',
    'ignore_public_acls',
    'restrict_public_buckets',
  ];
  return settings.map((path) => row<boolean>(types, `${prefix}${path}`, whenFalse, absent));
}

function allUsers(): Row<boolean>['reads'] {
  return whenIn(
    'http://acs.amazonaws.com/groups/global/AllUsers',
    'http://acs.amazonaws.com/groups/global/AuthenticatedUsers',
  );
}
