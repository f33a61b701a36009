import type { Known, RetentionFact } from '../../facts.ts';
import { asText, settingOf, textOf } from '../settings.ts';
import type { Setting } from '../settings.ts';
import type { Resource } from '../stack.ts';
import type { ResourceReader } from '../reader.ts';

/** Windows that are one attribute: logs and backups. Buckets have a reader of their own. */
export const retentionReader: ResourceReader = {
  types: [
    'aws_cloudwatch_log_group',
    'aws_db_instance',
    'aws_rds_cluster',
    'aws_docdb_cluster',
    'aws_neptune_cluster',
    'aws_redshift_cluster',
    'aws_elasticache_replication_group',
    'aws_elasticache_cluster',
    'aws_memorydb_cluster',
    'azurerm_log_analytics_workspace',
  ],
  read: readWindow,
};

interface Window {
  readonly what: RetentionFact['what'];
  readonly path: string;
  /** Attribute that names the store. */
  readonly name: string;
  /** Days when nothing is said. */
  readonly absent: number | 'never';
  /** Zero keeps for ever (logs) or makes no backup at all. */
  readonly zero: 0 | 'never';
}

const backups = { what: 'backups', zero: 0 } as const;
const windows: Readonly<Record<string, Window>> = {
  aws_cloudwatch_log_group: {
    what: 'log',
    path: 'retention_in_days',
    name: 'name',
    absent: 'never',
    zero: 'never',
  },
  azurerm_log_analytics_workspace: {
    what: 'log',
    path: 'retention_in_days',
    name: 'name',
    absent: 30,
    zero: 'never',
  },
  aws_db_instance: { ...backups, path: 'backup_retention_period', name: 'identifier', absent: 0 },
  aws_rds_cluster: {
    ...backups,
    path: 'backup_retention_period',
    name: 'cluster_identifier',
    absent: 1,
  },
  aws_docdb_cluster: {
    ...backups,
    path: 'backup_retention_period',
    name: 'cluster_identifier',
    absent: 1,
  },
  aws_neptune_cluster: {
    ...backups,
    path: 'backup_retention_period',
    name: 'cluster_identifier',
    absent: 1,
  },
  aws_redshift_cluster: {
    ...backups,
    path: 'automated_snapshot_retention_period',
    name: 'cluster_identifier',
    absent: 1,
  },
  aws_elasticache_replication_group: {
    ...backups,
    path: 'snapshot_retention_limit',
    name: 'replication_group_id',
    absent: 0,
  },
  aws_elasticache_cluster: {
    ...backups,
    path: 'snapshot_retention_limit',
    name: 'cluster_id',
    absent: 0,
  },
  aws_memorydb_cluster: { ...backups, path: 'snapshot_retention_limit', name: 'name', absent: 0 },
};

function readWindow(resource: Resource): readonly RetentionFact[] {
  const window = windows[resource.type];
  if (window === undefined) return [];
  const setting = settingOf(resource.block, window.path);
  const store = textOf(resource.block, window.name);
  return [
    {
      kind: 'retention',
      at: setting.at,
      subject: `${resource.subject} ${window.path}`,
      resource: resource.spelled,
      what: window.what,
      days: daysOf(setting, window),
      ...(store === undefined ? {} : { store }),
    },
  ];
}

function daysOf(setting: Setting, window: Window): Known<number | 'never'> {
  if (setting.kind === 'absent') return window.absent;
  const days = Number(asText(setting.value) ?? Number.NaN);
  if (!Number.isFinite(days)) return 'unknown';
  return days === 0 ? window.zero : days;
}
