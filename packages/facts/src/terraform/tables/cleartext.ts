import type { Known } from '../../facts.ts';
import { asText, textOf } from '../folder.ts';
import type { Folder } from '../folder.ts';
import { whenFalse, whenIn, whenNotIn, whenTrue } from '../row.ts';
import type { Row } from '../row.ts';
import type { Block, Expression } from '../syntax.ts';

/** Whether a connection may be without encryption; `absent` is the provider's default. */
export const cleartextTable: readonly Row<boolean>[] = [
  {
    types: ['aws_elasticache_replication_group', 'aws_appsync_api_cache'],
    path: 'transit_encryption_enabled',
    reads: whenFalse,
    absent: true,
  },
  { types: ['aws_memorydb_cluster'], path: 'tls_enabled', reads: whenFalse, absent: false },
  {
    types: ['aws_elasticsearch_domain', 'aws_opensearch_domain'],
    path: 'node_to_node_encryption.enabled',
    reads: whenFalse,
    absent: true,
    unless: hasOneNode,
  },
  {
    types: ['aws_elasticsearch_domain', 'aws_opensearch_domain'],
    path: 'domain_endpoint_options.enforce_https',
    reads: whenFalse,
    // The block's own default is to enforce; a domain without the block is found by its TLS version.
    absent: 'silent',
  },
  {
    types: ['aws_cloudfront_distribution'],
    each: 'default_cache_behavior',
    path: 'viewer_protocol_policy',
    reads: whenIn('allow-all'),
    absent: 'silent',
  },
  {
    types: ['aws_cloudfront_distribution'],
    each: 'ordered_cache_behavior',
    path: 'viewer_protocol_policy',
    reads: whenIn('allow-all'),
    absent: 'silent',
  },
  {
    types: ['aws_cloudfront_distribution'],
    each: 'origin.custom_origin_config',
    path: 'origin_protocol_policy',
    reads: whenIn('http-only', 'match-viewer'),
    absent: 'silent',
  },
  {
    types: ['aws_lb_target_group', 'aws_alb_target_group'],
    path: 'protocol',
    reads: whenIn('HTTP'),
    absent: 'silent',
  },
  {
    types: ['aws_elb'],
    each: 'listener',
    path: 'lb_protocol',
    reads: whenIn('http', 'tcp'),
    absent: 'silent',
  },
  {
    types: ['aws_msk_cluster'],
    path: 'encryption_info.encryption_in_transit.client_broker',
    reads: whenIn('PLAINTEXT', 'TLS_PLAINTEXT'),
    absent: false,
  },
  {
    types: ['aws_msk_cluster'],
    path: 'encryption_info.encryption_in_transit.in_cluster',
    reads: whenFalse,
    absent: false,
  },
  {
    types: ['aws_ecs_task_definition'],
    each: 'volume.efs_volume_configuration',
    path: 'transit_encryption',
    reads: whenNotIn('ENABLED'),
    absent: true,
  },
  {
    types: ['aws_sesv2_configuration_set', 'aws_ses_configuration_set'],
    path: 'delivery_options.tls_policy',
    reads: whenNotIn('REQUIRE'),
    absent: true,
  },
  {
    types: ['aws_dms_endpoint'],
    path: 'ssl_mode',
    reads: whenIn('none'),
    absent: true,
    unless: isManagedEndpoint,
  },
  {
    types: ['google_sql_database_instance'],
    path: 'settings.ip_configuration.require_ssl',
    reads: whenFalse,
    absent: true,
    unless: (block, { scope }) =>
      textOf(block, 'settings.ip_configuration.ssl_mode', scope) !== undefined,
  },
  {
    types: ['google_sql_database_instance'],
    path: 'settings.ip_configuration.ssl_mode',
    reads: whenIn('ALLOW_UNENCRYPTED_AND_ENCRYPTED'),
    absent: 'silent',
  },
  {
    types: ['google_redis_instance'],
    path: 'transit_encryption_mode',
    reads: whenNotIn('SERVER_AUTHENTICATION'),
    absent: true,
  },
  {
    types: [
      'azurerm_app_service',
      'azurerm_function_app',
      'azurerm_linux_web_app',
      'azurerm_windows_web_app',
      'azurerm_linux_function_app',
      'azurerm_windows_function_app',
      'azurerm_app_service_slot',
      'azurerm_function_app_slot',
      'azurerm_linux_web_app_slot',
      'azurerm_windows_web_app_slot',
      'azurerm_linux_function_app_slot',
      'azurerm_windows_function_app_slot',
      'azurerm_spring_cloud_app',
    ],
    path: 'https_only',
    reads: whenFalse,
    absent: true,
  },
  {
    types: ['azurerm_spring_cloud_api_portal'],
    path: 'https_only_enabled',
    reads: whenFalse,
    absent: true,
  },
  {
    types: [
      'azurerm_app_service',
      'azurerm_function_app',
      'azurerm_linux_web_app',
      'azurerm_windows_web_app',
      'azurerm_linux_function_app',
      'azurerm_windows_function_app',
    ],
    path: 'site_config.ftps_state',
    reads: whenIn('AllAllowed'),
    absent: 'silent',
  },
  {
    types: ['azurerm_storage_account'],
    path: 'enable_https_traffic_only',
    reads: whenFalse,
    absent: 'silent',
  },
  {
    types: ['azurerm_storage_account'],
    path: 'https_traffic_only_enabled',
    reads: whenFalse,
    absent: 'silent',
  },
  {
    types: ['azurerm_mysql_server', 'azurerm_postgresql_server', 'azurerm_mariadb_server'],
    path: 'ssl_enforcement_enabled',
    reads: whenFalse,
    absent: 'silent',
  },
  {
    types: ['azurerm_redis_cache'],
    path: 'enable_non_ssl_port',
    reads: whenTrue,
    absent: 'silent',
  },
  {
    types: ['azurerm_redis_cache'],
    path: 'non_ssl_port_enabled',
    reads: whenTrue,
    absent: 'silent',
  },
  {
    types: ['google_compute_region_backend_service', 'google_compute_backend_service'],
    path: 'protocol',
    reads: whenIn('HTTP'),
    absent: true,
  },
  {
    types: ['azurerm_redis_enterprise_database'],
    path: 'client_protocol',
    reads: whenIn('PLAINTEXT'),
    absent: 'silent',
  },
  {
    types: ['azurerm_api_management_api'],
    path: 'protocols',
    reads: listsOneOf('http', 'ws'),
    absent: 'silent',
  },
  { types: ['aws_transfer_server'], path: 'protocols', reads: listsOneOf('FTP'), absent: 'silent' },
  {
    types: ['azurerm_container_registry_webhook'],
    path: 'service_uri',
    reads: isHttpUrl,
    absent: 'silent',
  },
  {
    types: ['google_compute_forwarding_rule', 'google_compute_global_forwarding_rule'],
    path: 'port_range',
    reads: whenIn('80', '8080', '80-80', '8080-8080'),
    absent: 'silent',
  },
  {
    types: ['aws_sns_topic_subscription'],
    path: 'protocol',
    reads: whenIn('http'),
    absent: 'silent',
  },
];

/** Between the nodes of a cluster of one travels nothing. */
function hasOneNode(block: Block, { scope }: Folder): boolean {
  const count = textOf(block, 'cluster_config.instance_count', scope);
  const isSet = block.blocks.some(({ type }) => type === 'node_to_node_encryption');
  return !isSet && Number(count ?? 1) <= 1;
}

function listsOneOf(...texts: readonly string[]): (value: Expression) => Known<boolean> {
  const isOne = whenIn(...texts);
  return (value) =>
    value.kind === 'list' ? value.items.some((item) => isOne(item) === true) : 'unknown';
}

function isHttpUrl(value: Expression): Known<boolean> {
  const text = asText(value);
  return text === undefined ? /^"?http:/iu.test(value.written) : /^http:/iu.test(text);
}

/** Stores of the same cloud, which the service reaches by its own API. */
function isManagedEndpoint(block: Block, { scope }: Folder): boolean {
  const engine = textOf(block, 'engine_name', scope) ?? '';
  return ['s3', 'dynamodb', 'kinesis', 'opensearch', 'elasticsearch'].includes(engine);
}
