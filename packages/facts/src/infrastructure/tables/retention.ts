import type { RetentionFact } from '../../facts.ts';

/** A window that is one attribute. Buckets, whose rules stand in several places, have a reader. */
export interface Window {
  readonly types: readonly string[];
  readonly what: RetentionFact['what'];
  readonly path: string;
  /** One window for each block at this path. */
  readonly each?: string;
  /** Attribute that names the store. */
  readonly name?: string;
  /** Days when nothing is said; `silent`: nothing is kept then. */
  readonly absent: number | 'never' | 'silent';
  /** Zero keeps for ever, or nothing at all. */
  readonly zero: 0 | 'never';
  /** How many of the attribute's units make a day; 1 for days. */
  readonly perDay?: number;
  /** A flag that, when it is false, keeps for ever. */
  readonly unless?: string;
  /** Attributes that must have this text. */
  readonly where?: Readonly<Record<string, string>>;
}

const log = { what: 'log', name: 'name', zero: 'never', absent: 'silent' } as const;
const backups = { what: 'backups', zero: 0, absent: 'silent' } as const;
const messages = { what: 'messages', name: 'name', zero: 0 } as const;

/** How long stores keep what they hold; `absent` is the provider's default. */
export const retentionTable: readonly Window[] = [
  { ...log, types: ['aws_cloudwatch_log_group'], path: 'retention_in_days', absent: 'never' },
  { ...log, types: ['azurerm_log_analytics_workspace'], path: 'retention_in_days', absent: 30 },
  { ...log, types: ['azurerm_application_insights'], path: 'retention_in_days', absent: 90 },
  {
    ...log,
    types: ['azurerm_monitor_log_profile', 'azurerm_network_watcher_flow_log'],
    path: 'retention_policy.days',
    absent: 'never',
    unless: 'retention_policy.enabled',
  },
  {
    ...log,
    types: [
      'azurerm_mssql_server_extended_auditing_policy',
      'azurerm_mssql_database_extended_auditing_policy',
    ],
    path: 'retention_in_days',
    absent: 'never',
  },
  {
    ...log,
    types: [
      'azurerm_mssql_database',
      'azurerm_mssql_server',
      'azurerm_sql_database',
      'azurerm_sql_server',
    ],
    each: 'extended_auditing_policy',
    path: 'retention_in_days',
    absent: 'never',
  },
  {
    ...log,
    types: ['azurerm_postgresql_configuration'],
    path: 'value',
    where: { name: 'log_retention_days' },
  },
  {
    ...log,
    types: ['azurerm_postgresql_configuration'],
    path: 'value',
    where: { name: 'log_retention' },
  },
  {
    ...log,
    types: ['billing_account', 'folder', 'organization', 'project'].map(
      (scope) => `google_logging_${scope}_bucket_config`,
    ),
    path: 'retention_days',
    name: 'bucket_id',
    absent: 30,
    zero: 'never',
  },
  { ...log, types: ['alicloud_log_store'], path: 'retention_period', absent: 30 },
  { ...log, types: ['oci_logging_log'], path: 'retention_duration', absent: 30 },
  ...[
    ['aws_db_instance', 'identifier', 'silent'],
    ['aws_rds_cluster', 'cluster_identifier', 1],
    ['aws_docdb_cluster', 'cluster_identifier', 1],
    ['aws_neptune_cluster', 'cluster_identifier', 1],
    ['nifcloud_db_instance', 'identifier', 1],
  ].map(([type, name, absent]): Window => ({
    ...backups,
    types: [String(type)],
    path: 'backup_retention_period',
    name: String(name),
    absent: typeof absent === 'number' ? absent : 'silent',
  })),
  {
    ...backups,
    types: ['aws_redshift_cluster'],
    path: 'automated_snapshot_retention_period',
    name: 'cluster_identifier',
    absent: 1,
  },
  {
    ...backups,
    types: ['aws_elasticache_replication_group'],
    path: 'snapshot_retention_limit',
    name: 'replication_group_id',
  },
  {
    ...backups,
    types: ['aws_elasticache_cluster'],
    path: 'snapshot_retention_limit',
    name: 'cluster_id',
  },
  { ...backups, types: ['aws_memorydb_cluster'], path: 'snapshot_retention_limit', name: 'name' },
  {
    ...backups,
    types: ['aws_db_instance_automated_backups_replication'],
    path: 'retention_period',
    absent: 7,
  },
  {
    ...backups,
    types: ['lustre', 'ontap', 'openzfs', 'windows'].map((kind) => `aws_fsx_${kind}_file_system`),
    path: 'automatic_backup_retention_days',
  },
  {
    ...backups,
    types: ['aws_backup_plan'],
    each: 'rule',
    path: 'lifecycle.delete_after',
    absent: 'never',
  },
  {
    ...backups,
    types: [
      'azurerm_mariadb_server',
      'azurerm_mysql_flexible_server',
      'azurerm_mysql_server',
      'azurerm_postgresql_flexible_server',
      'azurerm_postgresql_server',
    ],
    path: 'backup_retention_days',
    name: 'name',
    absent: 7,
  },
  {
    ...backups,
    types: ['azurerm_mssql_database'],
    path: 'short_term_retention_policy.retention_days',
    name: 'name',
  },
  {
    ...backups,
    types: ['azurerm_backup_policy_file_share', 'azurerm_backup_policy_vm'],
    path: 'retention_daily.count',
    name: 'name',
  },
  {
    ...backups,
    types: ['azurerm_cosmosdb_account'],
    path: 'backup.retention_in_hours',
    name: 'name',
    perDay: 24,
  },
  { ...backups, types: ['alicloud_db_backup_policy'], path: 'backup_retention_period', absent: 7 },
  { ...backups, types: ['scaleway_rdb_instance'], path: 'backup_schedule_retention', name: 'name' },
  {
    ...messages,
    types: ['aws_sqs_queue'],
    path: 'message_retention_seconds',
    absent: 4,
    perDay: 86_400,
  },
  { ...messages, types: ['aws_kinesis_stream'], path: 'retention_period', absent: 1, perDay: 24 },
  {
    ...messages,
    types: ['google_pubsub_subscription'],
    path: 'message_retention_duration',
    absent: 7,
    perDay: 86_400,
  },
  {
    ...messages,
    types: ['google_pubsub_topic'],
    path: 'message_retention_duration',
    absent: 'silent',
    perDay: 86_400,
  },
  { ...messages, types: ['azurerm_eventhub'], path: 'message_retention', absent: 'silent' },
];
