import { row, whenIn, whenTrue, whereSet } from '../../row.ts';
import type { Row } from '../../row.ts';
import { isSet } from '../../settings.ts';

/** Azure encrypts its storage service always; what stands here lies on disks or is switched. */
export const azureStorage: readonly Row<boolean>[] = [
  ...hostEncryption('azurerm_kubernetes_cluster', 'default_node_pool.'),
  ...hostEncryption('azurerm_kubernetes_cluster_node_pool', ''),
  whereSet(['azurerm_managed_disk', 'azurerm_snapshot'], 'encryption_settings.enabled', whenTrue),
  row(
    [
      'azurerm_windows_virtual_machine',
      'azurerm_linux_virtual_machine',
      'azurerm_windows_virtual_machine_scale_set',
      'azurerm_linux_virtual_machine_scale_set',
      'azurerm_orchestrated_virtual_machine_scale_set',
    ],
    'encryption_at_host_enabled',
    whenTrue,
    false,
  ),
  row(['azurerm_synapse_sql_pool'], 'data_encrypted', whenTrue, false),
  row(['azurerm_mssql_database'], 'transparent_data_encryption_enabled', whenTrue, true),
  {
    ...row(['azurerm_kusto_cluster'], 'disk_encryption_enabled', whenTrue, false),
    unless: (block) => isSet(block, 'enable_disk_encryption'),
  },
  whereSet(['azurerm_kusto_cluster'], 'enable_disk_encryption', whenTrue),
  row(['azurerm_data_lake_store'], 'encryption_state', whenIn('Enabled'), true),
  whereSet(['azurerm_storage_account'], 'enable_blob_encryption', whenTrue),
  whereSet(['azurerm_storage_account'], 'enable_file_encryption', whenTrue),
  row(
    [
      'azurerm_automation_variable_bool',
      'azurerm_automation_variable_datetime',
      'azurerm_automation_variable_int',
      'azurerm_automation_variable_object',
      'azurerm_automation_variable_string',
    ],
    'encrypted',
    whenTrue,
    false,
  ),
];

/** The setting was renamed in version 4 of the provider; either name counts. */
function hostEncryption(type: string, prefix: string): readonly Row<boolean>[] {
  const [older, newer] = [`${prefix}enable_host_encryption`, `${prefix}host_encryption_enabled`];
  return [
    whereSet([type], older, whenTrue),
    {
      ...row<boolean>([type], newer, whenTrue, false),
      unless: (block) => isSet(block, older),
    },
  ];
}
