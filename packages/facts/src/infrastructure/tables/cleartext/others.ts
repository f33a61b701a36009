import { row, whenFalse, whenIn, whenNotIn, whereSet } from '../../row.ts';
import type { Row } from '../../row.ts';
import { isSet, textOf } from '../../settings.ts';

/** Whether a connection to a service of another cloud may be without encryption. */
export const otherCleartext: readonly Row<boolean>[] = [
  row(
    ['oci_containerengine_node_pool'],
    'node_config_details.is_pv_encryption_in_transit_enabled',
    whenFalse,
    true,
  ),
  {
    ...row(
      ['oci_core_instance'],
      'launch_options.is_pv_encryption_in_transit_enabled',
      whenFalse,
      true,
    ),
    unless: (block) => textOf(block, 'is_pv_encryption_in_transit_enabled') === 'true',
  },
  {
    ...whereSet(['oci_load_balancer_listener'], 'protocol', whenIn('HTTP')),
    unless: (block) => isSet(block, 'ssl_configuration'),
  },
  whereSet(['alicloud_alb_listener'], 'listener_protocol', whenIn('HTTP')),
  whereSet(['alicloud_slb_listener'], 'protocol', whenIn('http')),
  {
    ...whereSet(['alicloud_api_gateway_api'], 'protocol', whenIn('HTTP', 'HTTP,HTTPS')),
    each: 'request_config',
  },
  row(
    ['alicloud_db_instance', 'alicloud_mongodb_instance'],
    'ssl_action',
    whenNotIn('Open', 'Update'),
    true,
  ),
  whereSet(['alicloud_kvstore_instance'], 'ssl_enable', whenIn('Disable')),
  whereSet(['ncloud_lb_listener'], 'protocol', whenIn('HTTP', 'TCP')),
  whereSet(['ncloud_lb_target_group'], 'protocol', whenIn('HTTP', 'PROXY_TCP')),
  whereSet(['tencentcloud_clb_listener'], 'protocol', whenIn('HTTP', 'TCP', 'UDP')),
  whereSet(['nifcloud_elb', 'nifcloud_elb_listener'], 'protocol', whenIn('HTTP')),
  whereSet(
    ['nifcloud_load_balancer', 'nifcloud_load_balancer_listener'],
    'load_balancer_port',
    whenIn('80'),
  ),
  {
    ...whereSet(['digitalocean_loadbalancer'], 'entry_protocol', whenIn('http')),
    each: 'forwarding_rule',
    unless: (block) => textOf(block, 'redirect_http_to_https') === 'true',
  },
  row(['linode_nodebalancer_config'], 'protocol', whenIn('http'), true),
  {
    ...whereSet(['hcloud_load_balancer_service'], 'protocol', whenIn('http')),
    unless: (block) => textOf(block, 'http.redirect_http') === 'true',
  },
  {
    ...whereSet(['ibm_is_lb_listener'], 'protocol', whenIn('http')),
    unless: (block) => isSet(block, 'https_redirect') || isSet(block, 'https_redirect_listener'),
  },
  whereSet(['cloudflare_zone_settings_override'], 'settings.ssl', whenIn('off', 'flexible')),
  whereSet(['cloudflare_zone_settings_override'], 'settings.always_use_https', whenIn('off')),
  { ...whereSet(['fastly_service_vcl'], 'use_ssl', whenFalse), each: 'backend' },
  whereSet(['rediscloud_subscription_database'], 'enable_tls', whenFalse),
];
