import { row, whereSet } from '../../row.ts';
import type { Row } from '../../row.ts';
import { asText, isSet } from '../../settings.ts';
import { oldestOf, version } from './versions.ts';
import type { Version } from './versions.ts';

const slots = ['', '_slot'];

/**
 * The oldest TLS version that a listener of Azure accepts. Where the platform's default is recent it
 * is `unknown`: Azure raises it, and the code says nothing of it.
 */
export const azureTls: readonly Row<Version>[] = [
  row(['azurerm_storage_account'], 'min_tls_version', version, 'unknown'),
  row(['azurerm_redis_cache'], 'minimum_tls_version', version, '1.0'),
  row(
    [
      'azurerm_eventhub_namespace',
      'azurerm_servicebus_namespace',
      'azurerm_mssql_server',
      'azurerm_sql_managed_instance',
      'azurerm_mssql_managed_instance',
      'azurerm_redis_enterprise_cluster',
    ],
    'minimum_tls_version',
    version,
    'unknown',
  ),
  row(
    ['azurerm_mysql_server', 'azurerm_postgresql_server', 'azurerm_mariadb_server'],
    'ssl_minimal_tls_version_enforced',
    version,
    'unknown',
  ),
  {
    ...whereSet(
      [
        'azurerm_mysql_flexible_server_configuration',
        'azurerm_postgresql_flexible_server_configuration',
      ],
      'value',
      oldestOf,
    ),
    where: { name: ['tls_version', 'ssl_min_protocol_version'] },
  },
  whereSet(['azurerm_cosmosdb_account'], 'minimal_tls_version', version),
  whereSet(['azurerm_iothub'], 'min_tls_version', version),
  row(
    [
      ...slots.flatMap((slot) => [`azurerm_app_service${slot}`, `azurerm_function_app${slot}`]),
      'azurerm_logic_app_standard',
    ],
    'site_config.min_tls_version',
    version,
    'unknown',
  ),
  ...['site_config.minimum_tls_version', 'site_config.scm_minimum_tls_version'].map((path) =>
    row<Version>(
      slots.flatMap((slot) => [
        `azurerm_linux_web_app${slot}`,
        `azurerm_windows_web_app${slot}`,
        `azurerm_linux_function_app${slot}`,
        `azurerm_windows_function_app${slot}`,
      ]),
      path,
      version,
      path.includes('scm') ? 'silent' : 'unknown',
    ),
  ),
  {
    ...row(['azurerm_application_gateway'], 'ssl_policy.min_protocol_version', version, '1.0'),
    unless: (block) => isSet(block, 'ssl_policy.policy_name'),
  },
  whereSet(['azurerm_application_gateway'], 'ssl_policy.policy_name', version),
  ...['min_protocol_version', 'policy_name'].map((path) => ({
    ...whereSet<Version>(['azurerm_application_gateway'], path, version),
    each: 'ssl_profile.ssl_policy',
  })),
  whereSet(['azurerm_cdn_frontdoor_custom_domain'], 'tls.minimum_tls_version', version),
  whereSet(
    ['azurerm_frontdoor_custom_https_configuration'],
    'custom_https_configuration.minimum_tls_version',
    version,
  ),
  ...['cdn_managed_https', 'user_managed_https'].map((block) =>
    whereSet<Version>(['azurerm_cdn_endpoint_custom_domain'], `${block}.tls_version`, version),
  ),
  whereSet(
    [
      'azurerm_hdinsight_hadoop_cluster',
      'azurerm_hdinsight_hbase_cluster',
      'azurerm_hdinsight_interactive_query_cluster',
      'azurerm_hdinsight_kafka_cluster',
      'azurerm_hdinsight_spark_cluster',
    ],
    'tls_min_version',
    version,
  ),
  ...apiManagement('1.0', 'tls10'),
  ...apiManagement('1.1', 'tls11'),
  ...apiManagement('ssl', 'ssl30'),
];

/** Old protocols of an API gateway are switched on one by one, for each of its two ends. */
function apiManagement(old: Version, name: string): readonly Row<Version>[] {
  const spellings = [
    'enable_backend_',
    'enable_frontend_',
    'enable_back_end_',
    'enable_front_end_',
  ];
  const renamed = ['backend_', 'frontend_'].map((end) => `${end}${name}_enabled`);
  return [...spellings.map((start) => `${start}${name}`), ...renamed].map((setting) => ({
    types: ['azurerm_api_management'],
    path: `security.${setting}`,
    reads: (value) => (asText(value) === 'true' ? old : 'silent'),
    absent: 'silent',
  }));
}
