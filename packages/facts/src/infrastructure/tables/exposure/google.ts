import { whenFalse, whenIn, whenListing, whenSet, whenTrue, whereSet } from '../../row.ts';
import type { Row } from '../../row.ts';

const everybody = ['allUsers', 'allAuthenticatedUsers'];

/** What Google grants access to, each by resources of the same three forms. */
const granted = [
  ['apigee_environment', 'api_gateway_api', 'api_gateway_api_config', 'api_gateway_gateway'],
  ['artifact_registry_repository', 'bigquery_dataset', 'bigquery_table', 'bigtable_instance'],
  ['bigtable_table', 'cloud_run_service', 'cloud_run_v2_service', 'cloudfunctions_function'],
  ['cloudfunctions2_function', 'compute_disk', 'compute_image', 'compute_instance'],
  ['compute_machine_image', 'compute_region_disk', 'data_catalog_entry_group', 'dataproc_cluster'],
  ['dataproc_job', 'folder', 'healthcare_consent_store', 'healthcare_dataset'],
  ['healthcare_dicom_store', 'healthcare_fhir_store', 'healthcare_hl7_v2_store'],
  ['kms_crypto_key', 'kms_key_ring', 'notebooks_instance', 'notebooks_runtime', 'organization'],
  ['project', 'pubsub_subscription', 'pubsub_topic', 'secret_manager_secret', 'service_account'],
  ['sourcerepo_repository', 'spanner_database', 'spanner_instance', 'storage_bucket'],
].flat();

/** Whether the public internet can reach a resource of Google. */
export const googleExposure: readonly Row<boolean>[] = [
  whereSet(formOf('iam_member'), 'member', whenIn(...everybody)),
  whereSet(formOf('iam_binding'), 'members', whenListing(...everybody)),
  whereSet(
    ['google_storage_bucket_acl', 'google_storage_default_object_acl', 'google_storage_object_acl'],
    'predefined_acl',
    whenIn('publicRead', 'publicReadWrite', 'authenticatedRead'),
  ),
  whereSet(
    ['google_storage_bucket_acl', 'google_storage_default_object_acl', 'google_storage_object_acl'],
    'role_entity',
    whenListing(
      ...['READER', 'WRITER', 'OWNER'].flatMap((role) => everybody.map((who) => `${role}:${who}`)),
    ),
  ),
  whereSet(
    [
      'google_storage_bucket_access_control',
      'google_storage_object_access_control',
      'google_storage_default_object_access_control',
    ],
    'entity',
    whenIn(...everybody),
  ),
  {
    ...whereSet(['google_bigquery_dataset'], 'special_group', whenIn(...everybody)),
    each: 'access',
  },
  whereSet(['google_bigquery_dataset_access'], 'special_group', whenIn(...everybody)),
  whereSet(['google_storage_bucket'], 'public_access_prevention', whenIn('inherited')),
  {
    ...whereSet(['google_sql_database_instance'], 'value', whenIn('0.0.0.0/0', '0.0.0.0')),
    each: 'settings.ip_configuration.authorized_networks',
  },
  whereSet(['google_sql_database_instance'], 'settings.ip_configuration.ipv4_enabled', whenTrue),
  ...['access_config', 'ipv6_access_config'].map((path) => ({
    ...whereSet<boolean>(
      ['google_compute_instance', 'google_compute_instance_template'],
      path,
      whenSet,
    ),
    each: 'network_interface',
  })),
  whereSet(['google_notebooks_instance', 'google_workbench_instance'], 'no_public_ip', whenFalse),
  whereSet(['google_cloudbuild_worker_pool'], 'worker_config.no_external_ip', whenFalse),
  whereSet(
    ['google_dataproc_cluster'],
    'cluster_config.gce_cluster_config.internal_ip_only',
    whenFalse,
  ),
  ...['enable_private_nodes', 'enable_private_endpoint'].map((setting) =>
    whereSet<boolean>(['google_container_cluster'], `private_cluster_config.${setting}`, whenFalse),
  ),
];

function formOf(form: 'iam_member' | 'iam_binding'): readonly string[] {
  return granted.map((resource) => `google_${resource}_${form}`);
}
