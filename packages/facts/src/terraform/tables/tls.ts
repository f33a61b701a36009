import type { Known, TlsFact } from '../../facts.ts';
import { asText, textOf } from '../folder.ts';
import { byText } from '../row.ts';
import type { Row } from '../row.ts';
import type { Expression } from '../syntax.ts';

type Version = Exclude<TlsFact['minimum'], 'unknown'>;

/** How each provider spells the oldest version it accepts. */
const spelled: Readonly<Record<string, Version>> = {
  '1.0': '1.0',
  '1.1': '1.1',
  '1.2': '1.2',
  '1.3': '1.3',
  SSLv3: 'ssl',
  TLSv1: '1.0',
  'TLSv1.0': '1.0',
  'TLSv1.1': '1.1',
  'TLSv1.2': '1.2',
  'TLSv1.3': '1.3',
  TLSv1_2016: '1.0',
  'TLSv1.1_2016': '1.1',
  'TLSv1.2_2018': '1.2',
  'TLSv1.2_2019': '1.2',
  'TLSv1.2_2021': '1.2',
  'TLSv1.2_2025': '1.2',
  'TLSv1.3_2025': '1.3',
  TLS_1_0: '1.0',
  TLS_1_1: '1.1',
  TLS_1_2: '1.2',
  TLS_1_3: '1.3',
  TLS1_0: '1.0',
  TLS1_1: '1.1',
  TLS1_2: '1.2',
  TLS1_3: '1.3',
  Tls10: '1.0',
  Tls11: '1.1',
  Tls12: '1.2',
  Tls13: '1.3',
  TLSv1_0: '1.0',
  TLSv1_1: '1.1',
  TLSv1_2: '1.2',
  TLSv1_3: '1.3',
  Disabled: '1.0',
  AppGwSslPolicy20150501: '1.0',
  AppGwSslPolicy20170401: '1.1',
  AppGwSslPolicy20170401S: '1.2',
  AppGwSslPolicy20220101: '1.2',
  AppGwSslPolicy20220101S: '1.2',
  'Policy-Min-TLS-1-0-2019-07': '1.0',
  'Policy-Min-TLS-1-2-2019-07': '1.2',
  'Policy-Min-TLS-1-2-PFS-2023-10': '1.2',
};

const version = byText(spelled);

/**
 * The oldest TLS version a listener accepts; `absent` is the provider's default. Where that default is
 * recent it is `unknown`: platforms raise it, and the code says nothing of it.
 */
export const tlsTable: readonly Row<Version>[] = [
  {
    types: ['aws_cloudfront_distribution'],
    path: 'viewer_certificate.minimum_protocol_version',
    reads: version,
    absent: '1.0',
  },
  {
    types: ['aws_cloudfront_distribution'],
    each: 'origin.custom_origin_config',
    path: 'origin_ssl_protocols',
    reads: oldestOf,
    absent: 'silent',
  },
  {
    types: ['aws_lb_listener', 'aws_alb_listener'],
    path: 'ssl_policy',
    reads: loadBalancerPolicy,
    // The API's default is ELBSecurityPolicy-2016-08.
    absent: '1.0',
    unless: (block, { scope }) =>
      !['HTTPS', 'TLS'].includes(textOf(block, 'protocol', scope)?.toUpperCase() ?? ''),
  },
  {
    types: ['aws_api_gateway_domain_name'],
    path: 'security_policy',
    reads: version,
    absent: '1.0',
  },
  {
    types: ['aws_apigatewayv2_domain_name'],
    path: 'domain_name_configuration.security_policy',
    reads: version,
    // The only version that the service offers.
    absent: '1.2',
  },
  {
    types: ['aws_elasticsearch_domain', 'aws_opensearch_domain'],
    path: 'domain_endpoint_options.tls_security_policy',
    reads: version,
    absent: '1.0',
  },
  {
    types: ['azurerm_storage_account'],
    path: 'min_tls_version',
    reads: version,
    absent: 'unknown',
  },
  {
    types: ['azurerm_redis_cache'],
    path: 'minimum_tls_version',
    reads: version,
    absent: '1.0',
  },
  {
    types: [
      'azurerm_eventhub_namespace',
      'azurerm_servicebus_namespace',
      'azurerm_mssql_server',
      'azurerm_sql_managed_instance',
      'azurerm_mssql_managed_instance',
    ],
    path: 'minimum_tls_version',
    reads: version,
    absent: 'unknown',
  },
  {
    types: ['azurerm_mysql_server', 'azurerm_postgresql_server', 'azurerm_mariadb_server'],
    path: 'ssl_minimal_tls_version_enforced',
    reads: version,
    absent: '1.0',
  },
  {
    types: [
      'azurerm_app_service',
      'azurerm_function_app',
      'azurerm_app_service_slot',
      'azurerm_function_app_slot',
    ],
    path: 'site_config.min_tls_version',
    reads: version,
    absent: 'unknown',
  },
  {
    types: [
      'azurerm_linux_web_app',
      'azurerm_windows_web_app',
      'azurerm_linux_function_app',
      'azurerm_windows_function_app',
      'azurerm_linux_web_app_slot',
      'azurerm_windows_web_app_slot',
      'azurerm_linux_function_app_slot',
      'azurerm_windows_function_app_slot',
    ],
    path: 'site_config.minimum_tls_version',
    reads: version,
    absent: 'unknown',
  },
  {
    types: ['azurerm_application_gateway'],
    path: 'ssl_policy.min_protocol_version',
    reads: version,
    absent: '1.0',
    unless: (block, { scope }) => textOf(block, 'ssl_policy.policy_name', scope) !== undefined,
  },
  {
    types: ['azurerm_application_gateway'],
    path: 'ssl_policy.policy_name',
    reads: version,
    absent: 'silent',
  },
  ...apiManagement('1.0', 'tls10'),
  ...apiManagement('1.1', 'tls11'),
  ...apiManagement('ssl', 'ssl30'),
  {
    types: ['google_compute_ssl_policy', 'google_compute_region_ssl_policy'],
    path: 'min_tls_version',
    reads: version,
    absent: '1.0',
  },
];

/**
 * Oldest version of an Elastic Load Balancing security policy, by its name: `TLS13-1-2` allows 1.2
 * and 1.3, names without a version are of 2016 or older.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html
 */
function loadBalancerPolicy(value: Expression): Known<Version> {
  const name = asText(value);
  if (name === undefined) return 'unknown';
  const modern = /^ELBSecurityPolicy-TLS13-1-(?<minor>[0-3])/u.exec(name)?.groups?.['minor'];
  const older = /^ELBSecurityPolicy-(?:FS-1-|TLS-1-)(?<minor>[0-2])/u.exec(name)?.groups?.['minor'];
  const minor = modern ?? older;
  if (minor !== undefined) return spelled[`1.${minor}`] ?? 'unknown';
  if (/^ELBSecurityPolicy-(?:2015-05|2016-08|FS-2018-06|2014|2011)/u.test(name)) return '1.0';
  return 'unknown';
}

function oldestOf(value: Expression): Known<Version> {
  if (value.kind !== 'list') return 'unknown';
  const order: readonly Version[] = ['ssl', '1.0', '1.1', '1.2', '1.3'];
  const versions = value.items.map(version);
  return order.find((one) => versions.includes(one)) ?? 'unknown';
}

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
