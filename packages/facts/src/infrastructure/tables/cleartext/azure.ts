import { row, whenFalse, whenHttpUrl, whenIn, whenListing, whenTrue, whereSet } from '../../row.ts';
import type { Row } from '../../row.ts';

const functions = ['', '_slot'].flatMap((slot) => [
  `azurerm_function_app${slot}`,
  `azurerm_linux_function_app${slot}`,
  `azurerm_windows_function_app${slot}`,
]);
const apps = ['', '_slot'].flatMap((slot) => [
  `azurerm_app_service${slot}`,
  `azurerm_linux_web_app${slot}`,
  `azurerm_windows_web_app${slot}`,
]);

/** Whether a connection to a service of Azure may be without encryption. */
export const azureCleartext: readonly Row<boolean>[] = [
  row(
    [...apps, ...functions, 'azurerm_spring_cloud_app', 'azurerm_logic_app_standard'],
    'https_only',
    whenFalse,
    true,
  ),
  row(['azurerm_spring_cloud_api_portal'], 'https_only_enabled', whenFalse, true),
  whereSet([...apps, ...functions], 'site_config.ftps_state', whenIn('AllAllowed')),
  whereSet(['azurerm_storage_account'], 'enable_https_traffic_only', whenFalse),
  whereSet(['azurerm_storage_account'], 'https_traffic_only_enabled', whenFalse),
  whereSet(
    ['azurerm_mysql_server', 'azurerm_postgresql_server', 'azurerm_mariadb_server'],
    'ssl_enforcement_enabled',
    whenFalse,
  ),
  whereSet(
    ['azurerm_mysql_server', 'azurerm_postgresql_server', 'azurerm_mariadb_server'],
    'ssl_enforcement',
    whenIn('Disabled'),
  ),
  {
    ...whereSet(
      [
        'azurerm_mysql_flexible_server_configuration',
        'azurerm_postgresql_flexible_server_configuration',
      ],
      'value',
      whenIn('off'),
    ),
    where: { name: 'require_secure_transport' },
  },
  whereSet(['azurerm_redis_cache'], 'enable_non_ssl_port', whenTrue),
  whereSet(['azurerm_redis_cache'], 'non_ssl_port_enabled', whenTrue),
  whereSet(['azurerm_redis_enterprise_database'], 'client_protocol', whenIn('PLAINTEXT')),
  whereSet(['azurerm_managed_redis'], 'default_database.client_protocol', whenIn('PLAINTEXT')),
  whereSet(['azurerm_api_management_api'], 'protocols', whenListing('http', 'ws')),
  whereSet(['azurerm_api_management_backend'], 'url', whenHttpUrl),
  whereSet(['azurerm_container_registry_webhook'], 'service_uri', whenHttpUrl),
  row(['azurerm_cdn_endpoint'], 'is_http_allowed', whenTrue, true),
  whereSet(['azurerm_cdn_frontdoor_route'], 'https_redirect_enabled', whenFalse),
  whereSet(['azurerm_container_app'], 'ingress.allow_insecure_connections', whenTrue),
  row(
    [
      'azurerm_hdinsight_hadoop_cluster',
      'azurerm_hdinsight_hbase_cluster',
      'azurerm_hdinsight_interactive_query_cluster',
      'azurerm_hdinsight_kafka_cluster',
      'azurerm_hdinsight_spark_cluster',
    ],
    'encryption_in_transit_enabled',
    whenFalse,
    true,
  ),
];
