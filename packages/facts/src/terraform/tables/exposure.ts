import type { Known } from '../../facts.ts';
import { whenFalse, whenIn, whenTrue } from '../row.ts';
import type { Row } from '../row.ts';
import type { Expression } from '../syntax.ts';

/** Whether the public internet can reach a resource; `absent` is the provider's default. */
export const exposureTable: readonly Row<boolean>[] = [
  {
    types: [
      'aws_db_instance',
      'aws_rds_cluster_instance',
      'aws_neptune_cluster_instance',
      'aws_dms_replication_instance',
      'aws_mq_broker',
    ],
    path: 'publicly_accessible',
    reads: whenTrue,
    absent: false,
  },
  // True by default before version 6 of the provider.
  {
    types: ['aws_redshift_cluster'],
    path: 'publicly_accessible',
    reads: whenTrue,
    absent: 'unknown',
  },
  {
    types: ['aws_s3_bucket', 'aws_s3_bucket_acl', 'aws_s3_object'],
    path: 'acl',
    reads: whenIn('public-read', 'public-read-write', 'authenticated-read'),
    absent: 'silent',
  },
  ...[
    'block_public_acls',
    'block_public_policy',
    'ignore_public_acls',
    'restrict_public_buckets',
  ].map((path): Row<boolean> => ({
    types: ['aws_s3_bucket_public_access_block', 'aws_s3_account_public_access_block'],
    path,
    reads: whenFalse,
    absent: true,
  })),
  {
    types: ['aws_eks_cluster'],
    path: 'vpc_config.endpoint_public_access',
    reads: whenTrue,
    absent: 'silent',
  },
  {
    types: ['aws_msk_cluster'],
    path: 'broker_node_group_info.connectivity_info.public_access.type',
    reads: whenIn('SERVICE_PROVIDED_EIPS'),
    absent: 'silent',
  },
  { types: ['aws_db_snapshot'], path: 'shared_accounts', reads: whenIn('all'), absent: 'silent' },
  {
    types: [
      'azurerm_mssql_server',
      'azurerm_mysql_server',
      'azurerm_postgresql_server',
      'azurerm_mariadb_server',
      'azurerm_storage_account',
      'azurerm_search_service',
      'azurerm_redis_cache',
    ],
    path: 'public_network_access_enabled',
    reads: whenTrue,
    absent: 'silent',
  },
  {
    types: ['azurerm_storage_container'],
    path: 'container_access_type',
    reads: whenIn('blob', 'container'),
    absent: 'silent',
  },
  {
    types: ['azurerm_storage_account'],
    path: 'allow_blob_public_access',
    reads: whenTrue,
    absent: 'silent',
  },
  {
    types: ['azurerm_storage_account'],
    path: 'allow_nested_items_to_be_public',
    reads: whenTrue,
    absent: 'silent',
  },
  {
    types: googleTypes('iam_member'),
    path: 'member',
    reads: whenIn('allUsers', 'allAuthenticatedUsers'),
    absent: 'silent',
  },
  { types: googleTypes('iam_binding'), path: 'members', reads: namesEverybody, absent: 'silent' },
  {
    types: ['google_storage_bucket_acl', 'google_storage_default_object_acl'],
    path: 'predefined_acl',
    reads: whenIn('publicRead', 'publicReadWrite', 'authenticatedRead'),
    absent: 'silent',
  },
  {
    types: ['google_storage_bucket_access_control', 'google_storage_object_access_control'],
    path: 'entity',
    reads: whenIn('allUsers', 'allAuthenticatedUsers'),
    absent: 'silent',
  },
  {
    types: ['google_bigquery_dataset'],
    each: 'access',
    path: 'special_group',
    reads: whenIn('allAuthenticatedUsers', 'allUsers'),
    absent: 'silent',
  },
  {
    types: ['google_sql_database_instance'],
    each: 'settings.ip_configuration.authorized_networks',
    path: 'value',
    reads: whenIn('0.0.0.0/0', '0.0.0.0'),
    absent: 'silent',
  },
  {
    types: [
      'azurerm_sql_firewall_rule',
      'azurerm_mssql_firewall_rule',
      'azurerm_mysql_firewall_rule',
      'azurerm_postgresql_firewall_rule',
      'azurerm_mariadb_firewall_rule',
      'azurerm_redis_firewall_rule',
    ],
    path: 'end_ip_address',
    reads: whenIn('255.255.255.255'),
    absent: 'silent',
  },
];

/** Google grants access to each kind of resource by resources of the same form. */
function googleTypes(form: 'iam_member' | 'iam_binding'): readonly string[] {
  return [
    'storage_bucket',
    'bigquery_dataset',
    'bigquery_table',
    'artifact_registry_repository',
    'dataproc_cluster',
    'pubsub_topic',
    'pubsub_subscription',
    'cloud_run_service',
    'cloud_run_v2_service',
    'cloudfunctions_function',
    'kms_crypto_key',
    'kms_key_ring',
    'secret_manager_secret',
    'spanner_database',
  ].map((resource) => `google_${resource}_${form}`);
}

function namesEverybody(value: Expression): Known<boolean> {
  if (value.kind !== 'list') return 'unknown';
  return value.items.some((item) => whenIn('allUsers', 'allAuthenticatedUsers')(item) === true);
}
