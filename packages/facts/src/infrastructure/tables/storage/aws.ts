import type { Known } from '../../../facts.ts';
import { row, whenFalse, whenIn, whenNotIn, whenSet, whenTrue, whereSet } from '../../row.ts';
import type { Row } from '../../row.ts';
import { asText, blocksAt, isSet, settingOf, textOf } from '../../settings.ts';
import type { Block, Expression } from '../../syntax.ts';

/** Whether a store of AWS encrypts what it holds; defaults as of the provider's version 6. */
export const awsStorage: readonly Row<boolean>[] = [
  {
    ...row(['aws_db_instance'], 'storage_encrypted', whenTrue, false),
    // A replica is encrypted as its source is, an instance of Aurora as its cluster; a key of one's own
    // is refused without encryption.
    unless: (block) =>
      textOf(block, 'engine')?.startsWith('aurora') === true ||
      (!isSet(block, 'storage_encrypted') &&
        (isSet(block, 'replicate_source_db') || isSet(block, 'kms_key_id'))),
  },
  {
    ...row(['aws_rds_cluster'], 'storage_encrypted', whenTrue, false),
    // Aurora Serverless v1 encrypts always, whatever is said.
    unless: (block) =>
      textOf(block, 'engine_mode') === 'serverless' &&
      textOf(block, 'storage_encrypted') !== 'false',
  },
  row(
    [
      'aws_rds_global_cluster',
      'aws_docdb_cluster',
      'aws_docdb_global_cluster',
      'aws_neptune_cluster',
      'aws_neptune_global_cluster',
      'aws_neptune_cluster_snapshot',
    ],
    'storage_encrypted',
    whenTrue,
    false,
  ),
  row(
    [
      'aws_redshift_cluster',
      'aws_ebs_volume',
      'aws_ebs_snapshot_copy',
      'aws_ebs_snapshot_import',
      'aws_ami_copy',
      'aws_efs_file_system',
    ],
    'encrypted',
    whenTrue,
    false,
  ),
  row(['aws_ebs_encryption_by_default'], 'enabled', whenTrue, true),
  ...disks(
    ['aws_instance', 'aws_launch_configuration', 'aws_spot_instance_request'],
    'root_block_device',
  ),
  ...disks(
    ['aws_instance', 'aws_launch_configuration', 'aws_spot_instance_request', 'aws_ami'],
    'ebs_block_device',
  ),
  ...disks(
    ['aws_instance', 'aws_launch_template', 'aws_launch_configuration'],
    'block_device_mappings.ebs',
  ),
  ...disks(['aws_imagebuilder_image_recipe'], 'block_device_mapping.ebs'),
  ...disks(['aws_spot_fleet_request'], 'launch_specification.ebs_block_device'),
  ...disks(['aws_spot_fleet_request'], 'launch_specification.root_block_device'),
  row(
    ['aws_elasticache_replication_group', 'aws_appsync_api_cache'],
    'at_rest_encryption_enabled',
    whenTrue,
    false,
  ),
  row(
    ['aws_elasticsearch_domain', 'aws_opensearch_domain'],
    'encrypt_at_rest.enabled',
    whenTrue,
    false,
  ),
  row(['aws_dax_cluster'], 'server_side_encryption.enabled', whenTrue, false),
  // DynamoDB encrypts every table with AES-256; the block only chooses whose key.
  row(['aws_dynamodb_table'], 'server_side_encryption', () => true, true),
  // Every new object is encrypted with SSE-S3 (AES-256) since 5 January 2023.
  row(['aws_s3_bucket'], 'server_side_encryption_configuration', () => true, true),
  // CloudWatch Logs encrypts every group; a key of one's own is a choice.
  row(['aws_cloudwatch_log_group'], 'kms_key_id', () => true, true),
  {
    ...row(['aws_sqs_queue'], 'sqs_managed_sse_enabled', whenTrue, true),
    unless: (block) => isSet(block, 'kms_master_key_id'),
  },
  // Amazon documents disk encryption of topics without naming a cipher: not a yes, not a no.
  row(['aws_sns_topic'], 'kms_master_key_id', whenSet, 'unknown'),
  row(['aws_kinesis_stream'], 'encryption_type', whenIn('KMS'), false),
  {
    ...row(
      ['aws_kinesis_firehose_delivery_stream'],
      'server_side_encryption.enabled',
      whenTrue,
      false,
    ),
    unless: (block) => isSet(block, 'kinesis_source_configuration'),
  },
  row(['aws_workspaces_workspace'], 'user_volume_encryption_enabled', whenTrue, false),
  ...systemVolume(),
  {
    ...row(['aws_api_gateway_method_settings'], 'settings.cache_data_encrypted', whenTrue, false),
    unless: (block) => {
      const caching = settingOf(block, 'settings.caching_enabled');
      return caching.kind === 'absent' || asText(caching.value) === 'false';
    },
  },
  {
    ...row(
      ['aws_api_gateway_deployment'],
      'stage_description.cache_data_encrypted',
      whenTrue,
      false,
    ),
    unless: (block) =>
      ['caching_enabled', 'cache_cluster_enabled'].every(
        (setting) => textOf(block, `stage_description.${setting}`) !== 'true',
      ),
  },
  ...eachOf(['aws_api_gateway_stage'], 'method_settings', 'cache_data_encrypted', whenTrue),
  row(['aws_eks_cluster'], 'encryption_config.resources', withSecrets, false),
  row(['aws_db_instance_automated_backups_replication'], 'kms_key_id', whenSet, false),
  ...['artifacts', 'secondary_artifacts', 'logs_config.s3_logs'].flatMap((block) =>
    eachOf(['aws_codebuild_project'], block, 'encryption_disabled', whenFalse),
  ),
  ...['cloudwatch_encryption.cloudwatch', 's3_encryption.s3'].map((part) =>
    row(
      ['aws_glue_security_configuration'],
      `encryption_configuration.${part}_encryption_mode`,
      whenNotIn('DISABLED'),
      false,
    ),
  ),
  row(
    ['aws_glue_data_catalog_encryption_settings'],
    'data_catalog_encryption_settings.encryption_at_rest.catalog_encryption_mode',
    whenNotIn('DISABLED'),
    false,
  ),
  ...[
    'policy_details.action.cross_region_copy.encryption_configuration',
    'policy_details.schedule.cross_region_copy_rule',
  ].map((each) => ({
    ...row<boolean>(['aws_dlm_lifecycle_policy'], 'encrypted', whenTrue, false),
    each,
  })),
];

/** Disks of a machine; one that starts from a snapshot is encrypted as that is. */
function disks(types: readonly string[], each: string): readonly Row<boolean>[] {
  return [
    {
      ...row<boolean>(types, 'encrypted', whenTrue, false),
      each,
      unless: (block) => startsFromSnapshot(block, each),
    },
  ];
}

function startsFromSnapshot(block: Block, each: string): boolean {
  const [last = ''] = each.split('.').slice(-1);
  return blocksAt(block, last).some(({ attributes }) => attributes.has('snapshot_id'));
}

function eachOf(
  types: readonly string[],
  each: string,
  path: string,
  reads: Row<boolean>['reads'],
): readonly Row<boolean>[] {
  return [{ ...whereSet(types, path, reads), each }];
}

/** Kubernetes keeps its secrets in a database of its own, encrypted when it is told so. */
function withSecrets(value: Expression): Known<boolean> {
  if (value.kind !== 'list') return 'unknown';
  return value.items.some((item) => item.kind === 'string' && item.text === 'secrets');
}

/** What the user of a desktop keeps is on its other volume; where that is encrypted, not a yes, not a no. */
function systemVolume(): readonly Row<boolean>[] {
  const types = ['aws_workspaces_workspace'];
  const path = 'root_volume_encryption_enabled';
  const other = 'user_volume_encryption_enabled';
  return [
    {
      ...row(types, path, whenTrue, false),
      unless: (block) => !isSet(block, path) && textOf(block, other) === 'true',
    },
    { ...row<boolean>(types, path, () => 'silent', 'unknown'), where: { [other]: 'true' } },
  ];
}
