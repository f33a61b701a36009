import { row, whenFalse, whenIn, whenNotIn, whereSet } from '../../row.ts';
import type { Row } from '../../row.ts';
import { isSet } from '../../settings.ts';

const address = 'settings.ip_configuration';

/** Whether a connection to a service of Google may be without encryption. */
export const googleCleartext: readonly Row<boolean>[] = [
  {
    ...row(['google_sql_database_instance'], `${address}.require_ssl`, whenFalse, true),
    // Without settings it is a copy of another instance, and has that one's.
    unless: (block) => !isSet(block, 'settings') || isSet(block, `${address}.ssl_mode`),
  },
  whereSet(
    ['google_sql_database_instance'],
    `${address}.ssl_mode`,
    whenIn('ALLOW_UNENCRYPTED_AND_ENCRYPTED'),
  ),
  whereSet(
    ['google_alloydb_instance'],
    'client_connection_config.ssl_config.ssl_mode',
    whenIn('ALLOW_UNENCRYPTED_AND_ENCRYPTED'),
  ),
  row(
    ['google_redis_instance'],
    'transit_encryption_mode',
    whenNotIn('SERVER_AUTHENTICATION'),
    true,
  ),
  row(
    ['google_redis_cluster', 'google_memorystore_instance'],
    'transit_encryption_mode',
    whenIn('TRANSIT_ENCRYPTION_MODE_DISABLED', 'TRANSIT_ENCRYPTION_DISABLED'),
    true,
  ),
  whereSet(
    ['google_cloudfunctions_function'],
    'https_trigger_security_level',
    whenIn('SECURE_OPTIONAL'),
  ),
  row(
    ['google_compute_region_backend_service', 'google_compute_backend_service'],
    'protocol',
    whenIn('HTTP'),
    true,
  ),
  whereSet(
    ['google_compute_forwarding_rule', 'google_compute_global_forwarding_rule'],
    'port_range',
    whenIn('80', '8080', '80-80', '8080-8080'),
  ),
];
