import type { Known } from '../../facts.ts';
import { textOf } from '../folder.ts';
import type { Folder } from '../folder.ts';
import { whenIn, whenSet, whenTrue } from '../row.ts';
import type { Row } from '../row.ts';
import type { Block, Expression } from '../syntax.ts';

/** Whether a store encrypts what it holds; `absent` is what the provider does when nothing is said. */
export const storageTable: readonly Row<boolean>[] = [
  {
    types: ['aws_db_instance'],
    path: 'storage_encrypted',
    reads: whenTrue,
    absent: false,
    // A replica is encrypted as its source is, and an instance of Aurora as its cluster.
    unless: (block, { scope }) =>
      block.attributes.has('replicate_source_db') ||
      textOf(block, 'engine', scope)?.startsWith('aurora') === true,
  },
  {
    types: ['aws_rds_cluster'],
    path: 'storage_encrypted',
    reads: whenTrue,
    absent: false,
    unless: isServerless,
  },
  {
    types: [
      'aws_rds_global_cluster',
      'aws_docdb_cluster',
      'aws_docdb_global_cluster',
      'aws_neptune_cluster',
      'aws_neptune_global_cluster',
      'aws_neptune_cluster_snapshot',
    ],
    path: 'storage_encrypted',
    reads: whenTrue,
    absent: false,
  },
  {
    types: [
      'aws_redshift_cluster',
      'aws_ebs_volume',
      'aws_ebs_snapshot_copy',
      'aws_ami_copy',
      'aws_efs_file_system',
    ],
    path: 'encrypted',
    reads: whenTrue,
    absent: false,
  },
  { types: ['aws_ebs_encryption_by_default'], path: 'enabled', reads: whenTrue, absent: true },
  {
    types: ['aws_instance', 'aws_launch_configuration'],
    each: 'root_block_device',
    path: 'encrypted',
    reads: whenTrue,
    absent: false,
  },
  {
    types: ['aws_instance', 'aws_launch_configuration', 'aws_ami'],
    each: 'ebs_block_device',
    path: 'encrypted',
    reads: whenTrue,
    absent: false,
    unless: (block) => block.blocks.some(({ attributes }) => attributes.has('snapshot_id')),
  },
  {
    types: ['aws_launch_template', 'aws_spot_fleet_request'],
    each: 'block_device_mappings.ebs',
    path: 'encrypted',
    reads: whenTrue,
    absent: false,
  },
  {
    types: ['aws_elasticache_replication_group', 'aws_appsync_api_cache'],
    path: 'at_rest_encryption_enabled',
    reads: whenTrue,
    absent: false,
  },
  {
    types: ['aws_elasticsearch_domain', 'aws_opensearch_domain'],
    path: 'encrypt_at_rest.enabled',
    reads: whenTrue,
    absent: false,
  },
  {
    types: ['aws_dax_cluster'],
    path: 'server_side_encryption.enabled',
    reads: whenTrue,
    absent: false,
  },
  // DynamoDB encrypts every table with AES-256; the block only chooses whose key.
  {
    types: ['aws_dynamodb_table'],
    path: 'server_side_encryption',
    reads: () => true,
    absent: true,
  },
  // Every new object is encrypted with SSE-S3 (AES-256) since 5 January 2023.
  {
    types: ['aws_s3_bucket'],
    path: 'server_side_encryption_configuration',
    reads: () => true,
    absent: true,
  },
  // CloudWatch Logs encrypts every group; a key of one's own is a choice.
  { types: ['aws_cloudwatch_log_group'], path: 'kms_key_id', reads: () => true, absent: true },
  {
    types: ['aws_sqs_queue'],
    path: 'sqs_managed_sse_enabled',
    reads: whenTrue,
    absent: true,
    unless: (block) => block.attributes.has('kms_master_key_id'),
  },
  // Amazon documents disk encryption of topics without naming a cipher: not a yes, not a no.
  { types: ['aws_sns_topic'], path: 'kms_master_key_id', reads: whenSet, absent: 'unknown' },
  { types: ['aws_kinesis_stream'], path: 'encryption_type', reads: whenIn('KMS'), absent: false },
  {
    types: ['aws_kinesis_firehose_delivery_stream'],
    path: 'server_side_encryption.enabled',
    reads: whenTrue,
    absent: 'unknown',
    unless: (block) => block.blocks.some(({ type }) => type === 'kinesis_source_configuration'),
  },
  {
    types: ['aws_workspaces_workspace'],
    path: 'root_volume_encryption_enabled',
    reads: whenTrue,
    absent: false,
  },
  {
    types: ['aws_workspaces_workspace'],
    path: 'user_volume_encryption_enabled',
    reads: whenTrue,
    absent: false,
  },
  {
    types: ['aws_api_gateway_method_settings'],
    path: 'settings.cache_data_encrypted',
    reads: whenTrue,
    absent: false,
    unless: (block, folder) => textOf(block, 'settings.caching_enabled', folder.scope) === 'false',
  },
  {
    types: ['aws_eks_cluster'],
    path: 'encryption_config.resources',
    reads: withSecrets,
    absent: false,
  },
  {
    types: ['aws_db_instance_automated_backups_replication'],
    path: 'kms_key_id',
    reads: whenSet,
    absent: false,
  },
  ...hostEncryption('azurerm_kubernetes_cluster', 'default_node_pool.'),
  ...hostEncryption('azurerm_kubernetes_cluster_node_pool', ''),
  {
    types: ['azurerm_managed_disk', 'azurerm_snapshot'],
    path: 'encryption_settings.enabled',
    reads: whenTrue,
    absent: 'silent',
  },
  {
    types: [
      'azurerm_windows_virtual_machine',
      'azurerm_linux_virtual_machine',
      'azurerm_windows_virtual_machine_scale_set',
      'azurerm_linux_virtual_machine_scale_set',
    ],
    path: 'encryption_at_host_enabled',
    reads: whenTrue,
    absent: false,
  },
  { types: ['azurerm_synapse_sql_pool'], path: 'data_encrypted', reads: whenTrue, absent: false },
  {
    types: ['azurerm_mssql_database'],
    path: 'transparent_data_encryption_enabled',
    reads: whenTrue,
    absent: true,
  },
  {
    types: ['azurerm_kusto_cluster'],
    path: 'disk_encryption_enabled',
    reads: whenTrue,
    absent: false,
    unless: (block) => block.attributes.has('enable_disk_encryption'),
  },
  {
    types: ['azurerm_kusto_cluster'],
    path: 'enable_disk_encryption',
    reads: whenTrue,
    absent: 'silent',
  },
  {
    types: ['azurerm_data_lake_store'],
    path: 'encryption_state',
    reads: whenIn('Enabled'),
    absent: true,
  },
];

/** Aurora Serverless v1 encrypts always. */
function isServerless(block: Block, folder: Folder): boolean {
  return textOf(block, 'engine_mode', folder.scope) === 'serverless';
}

/** The setting was renamed in version 4 of the provider; either name counts. */
function hostEncryption(type: string, prefix: string): readonly Row<boolean>[] {
  const [older, newer] = [`${prefix}enable_host_encryption`, `${prefix}host_encryption_enabled`];
  return [
    { types: [type], path: older, reads: whenTrue, absent: 'silent' },
    {
      types: [type],
      path: newer,
      reads: whenTrue,
      absent: false,
      unless: (block, { scope }) => textOf(block, older, scope) !== undefined,
    },
  ];
}

/** Kubernetes keeps its secrets in a database of its own, encrypted when it is told so. */
function withSecrets(value: Expression): Known<boolean> {
  if (value.kind !== 'list') return 'unknown';
  return value.items.some((item) => item.kind === 'string' && item.text === 'secrets');
}
