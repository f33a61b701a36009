import { row, whenFalse, whenIn, whenListing, whenTrue, whereSet } from '../../row.ts';
import type { Row } from '../../row.ts';

const firewalls = [
  'azurerm_sql_firewall_rule',
  'azurerm_mssql_firewall_rule',
  'azurerm_mysql_firewall_rule',
  'azurerm_mysql_flexible_server_firewall_rule',
  'azurerm_postgresql_firewall_rule',
  'azurerm_postgresql_flexible_server_firewall_rule',
  'azurerm_mariadb_firewall_rule',
  'azurerm_redis_firewall_rule',
  'azurerm_synapse_firewall_rule',
];

/** Databases and search, which no browser needs to reach, are on the internet unless told otherwise. */
const databases = [
  'azurerm_mssql_server',
  'azurerm_mysql_server',
  'azurerm_postgresql_server',
  'azurerm_mariadb_server',
  'azurerm_search_service',
  'azurerm_redis_cache',
  'azurerm_cosmosdb_account',
];

/** Whether the public internet can reach a resource of Azure. */
export const azureExposure: readonly Row<boolean>[] = [
  row(databases, 'public_network_access_enabled', whenTrue, true),
  whereSet(
    [
      'azurerm_app_configuration',
      'azurerm_batch_account',
      'azurerm_cognitive_account',
      'azurerm_container_registry',
      'azurerm_databricks_workspace',
      'azurerm_eventgrid_domain',
      'azurerm_eventgrid_topic',
      'azurerm_eventhub_namespace',
      'azurerm_healthcare_service',
      'azurerm_iothub',
      'azurerm_key_vault',
      'azurerm_kusto_cluster',
      'azurerm_machine_learning_workspace',
      'azurerm_managed_disk',
      'azurerm_mysql_flexible_server',
      'azurerm_postgresql_flexible_server',
      'azurerm_servicebus_namespace',
      'azurerm_storage_account',
      'azurerm_synapse_workspace',
    ],
    'public_network_access_enabled',
    whenTrue,
  ),
  whereSet(['azurerm_data_factory', 'azurerm_purview_account'], 'public_network_enabled', whenTrue),
  whereSet(['azurerm_app_configuration'], 'public_network_access', whenIn('Enabled')),
  whereSet(['azurerm_application_insights'], 'internet_ingestion_enabled', whenTrue),
  whereSet(['azurerm_application_insights'], 'internet_query_enabled', whenTrue),
  whereSet(
    ['azurerm_sql_managed_instance', 'azurerm_mssql_managed_instance'],
    'public_data_endpoint_enabled',
    whenTrue,
  ),
  row(['azurerm_storage_sync'], 'incoming_traffic_policy', whenIn('AllowAllTraffic'), true),
  whereSet(['azurerm_storage_container'], 'container_access_type', whenIn('blob', 'container')),
  whereSet(['azurerm_storage_account'], 'allow_blob_public_access', whenTrue),
  whereSet(['azurerm_storage_account'], 'allow_nested_items_to_be_public', whenTrue),
  whereSet(['azurerm_storage_account'], 'network_rules.default_action', whenIn('Allow')),
  whereSet(['azurerm_storage_account_network_rules'], 'default_action', whenIn('Allow')),
  whereSet(
    ['azurerm_storage_account_network_rules', 'azurerm_search_service'],
    'ip_rules',
    whenListing('0.0.0.0/0'),
  ),
  whereSet(['azurerm_search_service'], 'allowed_ips', whenListing('0.0.0.0/0', '0.0.0.0')),
  whereSet(['azurerm_container_registry'], 'anonymous_pull_enabled', whenTrue),
  whereSet(['azurerm_kubernetes_cluster_node_pool'], 'enable_node_public_ip', whenTrue),
  whereSet(['azurerm_kubernetes_cluster'], 'default_node_pool.enable_node_public_ip', whenTrue),
  whereSet(
    ['azurerm_dev_test_linux_virtual_machine', 'azurerm_dev_test_windows_virtual_machine'],
    'disallow_public_ip_address',
    whenFalse,
  ),
  whereSet(firewalls, 'end_ip_address', whenIn('255.255.255.255')),
  // From 0.0.0.0 to itself lets in every address of Azure, other customers' too.
  {
    ...whereSet(firewalls, 'start_ip_address', whenIn('0.0.0.0')),
    where: { end_ip_address: '0.0.0.0' },
  },
  { ...whereSet(firewalls, 'start_ip_address', whenIn('0.0.0.0/0')) },
];
