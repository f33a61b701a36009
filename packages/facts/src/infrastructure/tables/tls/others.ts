import { byText, row, whereSet } from '../../row.ts';
import type { Row } from '../../row.ts';
import { isSet, textOf } from '../../settings.ts';
import { oldestOf, version } from './versions.ts';
import type { Version } from './versions.ts';

const nifcloud = ['nifcloud_load_balancer', 'nifcloud_load_balancer_listener'];

/** The oldest TLS version that a listener of Google or of a smaller cloud accepts. */
export const otherTls: readonly Row<Version>[] = [
  row(
    ['google_compute_ssl_policy', 'google_compute_region_ssl_policy'],
    'min_tls_version',
    version,
    '1.0',
  ),
  whereSet(
    ['alicloud_slb_tls_cipher_policy', 'alicloud_alb_security_policy'],
    'tls_versions',
    oldestOf,
  ),
  {
    ...row(['alicloud_slb_listener'], 'tls_cipher_policy', version, '1.0'),
    unless: (block) => textOf(block, 'protocol') !== 'https',
  },
  {
    ...row(['ncloud_lb_listener'], 'tls_min_version_type', version, '1.0'),
    unless: (block) => !['HTTPS', 'TLS'].includes(textOf(block, 'protocol') ?? ''),
  },
  whereSet(['oci_load_balancer_listener'], 'ssl_configuration.protocols', oldestOf),
  {
    ...row(nifcloud, 'ssl_policy_name', nifcloudName(), '1.0'),
    unless: (block) =>
      textOf(block, 'load_balancer_port') !== '443' || isSet(block, 'ssl_policy_id'),
  },
  whereSet(nifcloud, 'ssl_policy_id', nifcloudId()),
  whereSet(['cloudflare_zone_settings_override'], 'settings.min_tls_version', version),
  {
    ...whereSet(['cloudflare_zone_setting'], 'value', version),
    where: { setting_id: 'min_tls_version' },
  },
  whereSet(['ibm_cis_domain_settings'], 'min_tls_version', version),
  whereSet(
    ['mongodbatlas_cluster', 'mongodbatlas_advanced_cluster'],
    'advanced_configuration.minimum_enabled_tls_protocol',
    version,
  ),
  whereSet(
    ['auth0_custom_domain'],
    'tls_policy',
    byText({ compatible: '1.0', recommended: '1.2' }),
  ),
];

/** Policies are numbered; these are the first of each series, which accept TLS 1.0. */
function nifcloudId(): Row<Version>['reads'] {
  return byText({ 1: '1.0', 2: '1.0', 3: '1.0', 5: '1.0', 8: '1.0' });
}

function nifcloudName(): Row<Version>['reads'] {
  return byText({
    'Standard Ciphers A ver1': '1.0',
    'Standard Ciphers B ver1': '1.0',
    'Standard Ciphers C ver1': '1.0',
    'Ats Ciphers A ver1': '1.0',
    'Ats Ciphers D ver1': '1.0',
  });
}
