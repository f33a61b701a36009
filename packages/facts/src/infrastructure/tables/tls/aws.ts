import type { Known } from '../../../facts.ts';
import { row, whereSet } from '../../row.ts';
import type { Row } from '../../row.ts';
import { asText, textOf } from '../../settings.ts';
import type { Block, Expression } from '../../syntax.ts';
import { loadBalancerPolicy, oldestOf, version } from './versions.ts';
import type { Version } from './versions.ts';

/** The oldest TLS version that a listener of AWS accepts. */
export const awsTls: readonly Row<Version>[] = [
  row(
    ['aws_cloudfront_distribution'],
    'viewer_certificate.minimum_protocol_version',
    version,
    '1.0',
  ),
  {
    ...whereSet(['aws_cloudfront_distribution'], 'origin_ssl_protocols', oldestOf),
    each: 'origin.custom_origin_config',
  },
  {
    // The API's default is ELBSecurityPolicy-2016-08.
    ...row(['aws_lb_listener', 'aws_alb_listener'], 'ssl_policy', loadBalancerPolicy, '1.0'),
    unless: (block) => !isEncrypted(block),
  },
  // The service's own choice is recent, and it raises it: the code says nothing of it.
  row(['aws_api_gateway_domain_name'], 'security_policy', version, 'unknown'),
  {
    ...row(['aws_apigatewayv2_domain_name'], 'security_policy', version, 'unknown'),
    each: 'domain_name_configuration',
  },
  row(
    ['aws_elasticsearch_domain', 'aws_opensearch_domain'],
    'domain_endpoint_options.tls_security_policy',
    version,
    '1.0',
  ),
  row(['aws_cloudsearch_domain'], 'endpoint_options.tls_security_policy', version, '1.0'),
  whereSet(['AWS::Serverless::Api', 'AWS::Serverless::HttpApi'], 'domain.security_policy', version),
  whereSet(['aws_lightsail_lb'], 'tls_policy_name', version),
  whereSet(['aws_iot_domain_configuration'], 'tls_config.security_policy', iotPolicy),
];

function isEncrypted(block: Block): boolean {
  return ['HTTPS', 'TLS'].includes(textOf(block, 'protocol')?.toUpperCase() ?? '');
}

/** `IoTSecurityPolicy_TLS12_1_0_2016_01` accepts 1.0 and 1.2, `…_TLS13_1_2_2022_10` 1.2 and 1.3. */
function iotPolicy(value: Expression): Known<Version> {
  const minor = /_1_(?<minor>[0-3])_\d{4}/u.exec(asText(value) ?? '')?.groups?.['minor'];
  const versions: readonly Version[] = ['1.0', '1.1', '1.2', '1.3'];
  return versions[Number(minor ?? Number.NaN)] ?? 'unknown';
}
