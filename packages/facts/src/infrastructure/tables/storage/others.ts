import { row, whenIn, whenNotIn, whenSet, whenTrue, whereSet } from '../../row.ts';
import type { Row } from '../../row.ts';
import { textOf } from '../../settings.ts';
import type { Block } from '../../syntax.ts';

/**
 * Clouds where a store is encrypted only when it is told so. Google, Oracle, IBM and DigitalOcean
 * encrypt always and have no row; Google's clusters keep their secrets in the clear of a disk only.
 */
export const otherStorage: readonly Row<boolean>[] = [
  row(['alicloud_disk', 'alicloud_ecs_disk'], 'encrypted', whenTrue, false),
  row(['alicloud_instance'], 'system_disk_encrypted', whenTrue, false),
  ...[
    ['alicloud_instance', 'data_disks'],
    ['alicloud_ecs_launch_template', 'data_disks'],
    ['alicloud_launch_template', 'data_disks'],
  ].map(([type = '', each = '']) => ({
    ...row<boolean>([type], 'encrypted', whenTrue, false),
    each,
    unless: (block: Block) => textOf(block, 'encrypted') === 'true',
  })),
  // A system disk is encrypted as the image that it starts from, unless it says otherwise.
  {
    ...whereSet(['alicloud_ecs_launch_template'], 'encrypted', whenTrue),
    each: 'system_disk',
  },
  row(
    [
      'alicloud_db_instance',
      'alicloud_mongodb_instance',
      'alicloud_kvstore_instance',
      'alicloud_polardb_cluster',
    ],
    'tde_status',
    whenIn('Enabled'),
    false,
  ),
  row(['alicloud_nas_file_system'], 'encrypt_type', whenIn('1', '2'), false),
  row(['alicloud_oss_bucket'], 'server_side_encryption_rule', whenSet, false),
  row(['ncloud_launch_configuration', 'ncloud_nas_volume'], 'is_encrypted_volume', whenTrue, false),
  row(['ncloud_server'], 'is_encrypted_base_block_storage_volume', whenTrue, false),
  row(['tencentcloud_cbs_storage'], 'encrypt', whenTrue, false),
  { ...row(['tencentcloud_instance'], 'encrypt', whenTrue, false), each: 'data_disks' },
  row(['yandex_storage_bucket'], 'server_side_encryption_configuration', whenSet, 'unknown'),
  row(['scaleway_rdb_instance'], 'encryption_at_rest', whenTrue, false),
  row(['upcloud_storage'], 'encrypt', whenTrue, false),
  row(['linode_instance', 'linode_instance_disk'], 'disk_encryption', whenIn('enabled'), 'unknown'),
  row(['linode_volume'], 'encryption', whenIn('enabled'), false),
  whereSet(['huaweicloud_evs_volume', 'huaweicloud_rds_instance'], 'kms_id', whenSet),
  whereSet(['google_container_cluster'], 'database_encryption.state', whenNotIn('DECRYPTED')),
];
