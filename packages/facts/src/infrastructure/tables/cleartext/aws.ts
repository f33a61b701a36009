import { row, whenFalse, whenIn, whenListing, whenNotIn, whereSet } from '../../row.ts';
import type { Row } from '../../row.ts';
import { blocksAt, isSet, settingOf, textOf } from '../../settings.ts';
import { refersTo } from '../../stack.ts';
import type { Stack } from '../../stack.ts';
import type { Block } from '../../syntax.ts';

const search = ['aws_elasticsearch_domain', 'aws_opensearch_domain'];
const https = 'domain_endpoint_options.enforce_https';

/** Whether a connection to a service of AWS may be without encryption. */
export const awsCleartext: readonly Row<boolean>[] = [
  row(
    ['aws_elasticache_replication_group', 'aws_appsync_api_cache'],
    'transit_encryption_enabled',
    whenFalse,
    true,
  ),
  whereSet(['aws_elasticache_cluster'], 'transit_encryption_enabled', whenFalse),
  row(['aws_memorydb_cluster'], 'tls_enabled', whenFalse, false),
  row(['aws_dax_cluster'], 'cluster_endpoint_encryption_type', whenNotIn('TLS'), true),
  row(['aws_db_proxy'], 'require_tls', whenFalse, true),
  {
    ...row(search, 'node_to_node_encryption.enabled', whenFalse, true),
    unless: hasOneNode,
  },
  // In Terraform the block's own default is to enforce; without the block the TLS version is reported.
  whereSet(search, https, whenFalse),
  {
    ...row(
      ['AWS::Elasticsearch::Domain', 'AWS::OpenSearchService::Domain'],
      https,
      () => false,
      true,
    ),
    unless: (block) => isSet(block, https),
  },
  row(['aws_cloudsearch_domain'], 'endpoint_options.enforce_https', whenFalse, true),
  ...[
    ['default_cache_behavior', 'viewer_protocol_policy', 'allow-all'],
    ['ordered_cache_behavior', 'viewer_protocol_policy', 'allow-all'],
    ['origin.custom_origin_config', 'origin_protocol_policy', 'http-only', 'match-viewer'],
  ].map(([each = '', path = '', ...values]) => ({
    ...whereSet<boolean>(['aws_cloudfront_distribution'], path, whenIn(...values)),
    each,
    unless: isSwitchedOff,
  })),
  {
    ...whereSet(['aws_lb_target_group', 'aws_alb_target_group'], 'protocol', whenIn('HTTP')),
    unless: isBehindTls,
  },
  whereSet(['aws_vpclattice_listener'], 'protocol', whenIn('HTTP')),
  whereSet(['aws_vpclattice_target_group'], 'config.protocol', whenIn('HTTP')),
  { ...whereSet(['aws_elb'], 'lb_protocol', whenIn('http', 'tcp')), each: 'listener' },
  row(
    ['aws_msk_cluster'],
    'encryption_info.encryption_in_transit.client_broker',
    whenIn('PLAINTEXT', 'TLS_PLAINTEXT'),
    false,
  ),
  row(['aws_msk_cluster'], 'encryption_info.encryption_in_transit.in_cluster', whenFalse, false),
  {
    ...row(['aws_ecs_task_definition'], 'transit_encryption', whenNotIn('ENABLED'), true),
    each: 'volume.efs_volume_configuration',
  },
  row(
    ['aws_sesv2_configuration_set', 'aws_ses_configuration_set'],
    'delivery_options.tls_policy',
    whenNotIn('REQUIRE'),
    true,
  ),
  { ...row(['aws_dms_endpoint'], 'ssl_mode', whenIn('none'), true), unless: isManagedEndpoint },
  whereSet(['aws_transfer_server'], 'protocols', whenListing('FTP')),
  whereSet(['aws_sns_topic_subscription'], 'protocol', whenIn('http')),
  row(
    [
      'aws_sagemaker_data_quality_job_definition',
      'aws_sagemaker_model_bias_job_definition',
      'aws_sagemaker_model_explainability_job_definition',
      'aws_sagemaker_model_quality_job_definition',
    ],
    'network_config.enable_inter_container_traffic_encryption',
    whenFalse,
    true,
  ),
];

/** A distribution that is not enabled answers nobody. */
function isSwitchedOff(block: Block): boolean {
  return textOf(block, 'enabled') === 'false';
}

/** Behind a listener that ends TLS the way to the targets lies inside the network. */
function isBehindTls(group: Block, { resources }: Stack): boolean {
  const own = resources.find(({ block }) => block === group);
  return resources
    .filter(({ type }) => type === 'aws_lb_listener' || type === 'aws_alb_listener')
    .filter(({ block }) => ['HTTPS', 'TLS'].includes(textOf(block, 'protocol') ?? ''))
    .flatMap(({ block }) => blocksAt(block, 'default_action'))
    .map((action) => settingOf(action, 'target_group_arn'))
    .some(
      (target) =>
        own !== undefined &&
        target.kind === 'value' &&
        target.value.kind === 'reference' &&
        refersTo(target.value.path, own),
    );
}

/** Between the nodes of a cluster of one travels nothing. */
function hasOneNode(block: Block): boolean {
  const count = textOf(block, 'cluster_config.instance_count');
  return !isSet(block, 'node_to_node_encryption') && Number(count ?? 1) <= 1;
}

/** Stores of the same cloud, which the service reaches by its own API. */
function isManagedEndpoint(block: Block): boolean {
  const engine = textOf(block, 'engine_name') ?? '';
  return ['s3', 'dynamodb', 'kinesis', 'opensearch', 'elasticsearch'].includes(engine);
}
