import { whenIn, whenListing, whenTrue, whereSet } from '../../row.ts';
import type { Row } from '../../row.ts';

const everywhere = ['0.0.0.0/0', '::/0'];

/** Whether the public internet can reach a resource of another cloud. */
export const otherExposure: readonly Row<boolean>[] = [
  whereSet(
    ['oci_objectstorage_bucket'],
    'access_type',
    whenIn('ObjectRead', 'ObjectReadWithoutList'),
  ),
  whereSet(
    ['alicloud_oss_bucket', 'alicloud_oss_bucket_acl'],
    'acl',
    whenIn('public-read', 'public-read-write'),
  ),
  whereSet(
    ['alicloud_db_instance', 'alicloud_mongodb_instance', 'alicloud_kvstore_instance'],
    'security_ips',
    whenListing(...everywhere, '0.0.0.0'),
  ),
  whereSet(['alicloud_db_instance'], 'address', whenIn('0.0.0.0/0', '0.0.0.0')),
  whereSet(['alicloud_instance'], 'allocate_public_ip', whenTrue),
  whereSet(['ncloud_lb'], 'network_type', whenIn('PUBLIC')),
  whereSet(['ncloud_nks_cluster'], 'public_network', whenTrue),
  whereSet(['nifcloud_db_instance'], 'publicly_accessible', whenTrue),
  whereSet(['tencentcloud_mysql_instance'], 'internet_service', whenIn('1')),
  whereSet(['tencentcloud_instance'], 'allocate_public_ip', whenTrue),
  whereSet(['tencentcloud_kubernetes_cluster'], 'cluster_internet', whenTrue),
  whereSet(['tencentcloud_cos_bucket'], 'acl', whenIn('public-read', 'public-read-write')),
  whereSet(['yandex_storage_bucket'], 'acl', whenIn('public-read', 'public-read-write')),
  ...['host', 'hosts'].map((each) => ({
    ...whereSet<boolean>(
      [
        'yandex_mdb_clickhouse_cluster',
        'yandex_mdb_elasticsearch_cluster',
        'yandex_mdb_greenplum_cluster',
        'yandex_mdb_mongodb_cluster',
        'yandex_mdb_mysql_cluster',
        'yandex_mdb_postgresql_cluster',
        'yandex_mdb_redis_cluster',
      ],
      'assign_public_ip',
      whenTrue,
    ),
    each,
  })),
  whereSet(
    ['digitalocean_spaces_bucket', 'linode_object_storage_bucket'],
    'acl',
    whenIn('public-read', 'public-read-write'),
  ),
  {
    ...whereSet(['digitalocean_database_firewall'], 'value', whenListing(...everywhere)),
    each: 'rule',
  },
  whereSet(
    ['linode_database_mysql', 'linode_database_postgresql'],
    'allow_list',
    whenListing(...everywhere),
  ),
  whereSet(
    ['mongodbatlas_project_ip_access_list', 'mongodbatlas_project_ip_whitelist'],
    'cidr_block',
    whenIn(...everywhere),
  ),
  whereSet(
    ['scaleway_object_bucket', 'scaleway_object_bucket_acl'],
    'acl',
    whenIn('public-read', 'public-read-write'),
  ),
  { ...whereSet(['scaleway_rdb_acl'], 'ip', whenIn(...everywhere)), each: 'acl_rules' },
];
