import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

import { describe, expect, test } from 'vitest';

import type { Fact } from '../facts.ts';
import { extractTerraform } from '../terraform/extract-terraform.ts';
import { loadTerraformParser } from '../terraform/parser.ts';

const require = createRequire(import.meta.url);
const parser = await loadTerraformParser({
  runtime: readFileSync(require.resolve('web-tree-sitter/web-tree-sitter.wasm')),
  grammar: readFileSync(
    require.resolve('@tree-sitter-grammars/tree-sitter-hcl/tree-sitter-terraform.wasm'),
  ),
});

function factsOf(text: string): readonly Fact[] {
  return extractTerraform([{ path: 'main.tf', text }], parser).facts;
}

function resource(type: string, ...lines: readonly string[]): string {
  return `resource "${type}" "one" {\n${lines.join('\n')}\n}\n`;
}

function only<K extends Fact['kind']>(
  kind: K,
  text: string,
): readonly Extract<Fact, { readonly kind: K }>[] {
  return factsOf(text).filter(
    (fact): fact is Extract<Fact, { readonly kind: K }> => fact.kind === kind,
  );
}

describe('what holds data', () => {
  test.each([
    ['aws_glue_security_configuration', '', false],
    ['alicloud_disk', 'encrypted = true', true],
    ['alicloud_nas_file_system', 'encrypt_type = 0', false],
    ['tencentcloud_cbs_storage', '', false],
    ['ncloud_nas_volume', 'is_encrypted_volume = true', true],
    ['azurerm_automation_variable_string', '', false],
    ['yandex_storage_bucket', '', 'unknown'],
    ['aws_kinesis_firehose_delivery_stream', 'name = "runs"', false],
    ['aws_db_instance', 'engine = "mysql"', false],
    // Each of these is encrypted as something else is, and says nothing itself.
    ['aws_db_instance', 'kms_key_id = aws_kms_key.db.arn', undefined],
    ['aws_db_instance', 'replicate_source_db = aws_db_instance.main.id', undefined],
    ['alicloud_ecs_launch_template', 'system_disk {\n  size = 40\n}', undefined],
    ['alicloud_launch_template', 'encrypted = true\ndata_disks {\n  name = "a"\n}', undefined],
  ])('%s with %j encrypts it: %s', (type, line, encrypted) => {
    const [fact] = only('storage', resource(type, line));

    expect(fact?.encrypted).toBe(encrypted);
  });

  test('a snapshot is as its source', () => {
    const source = (line: string): string =>
      `resource "aws_rds_cluster" "db" {\n  ${line}\n}\n${resource('aws_db_cluster_snapshot', 'db_cluster_identifier = aws_rds_cluster.db.id')}`;
    const count = (line: string): number =>
      only('storage', source(line)).filter(({ encrypted }) => encrypted === false).length;

    expect([count('storage_encrypted = false'), count('storage_encrypted = true')]).toEqual([2, 0]);
  });

  test('a cluster of EMR says so in a document of its own', () => {
    const document = (on: boolean): string =>
      resource(
        'aws_emr_security_configuration',
        `configuration = jsonencode({ EncryptionConfiguration = { EnableAtRestEncryption = ${on}, EnableInTransitEncryption = ${on} } })`,
      );

    expect(factsOf(document(true))).toMatchObject([{ kind: 'storage', encrypted: true }]);
    expect(factsOf(document(false))).toMatchObject([
      { kind: 'storage', encrypted: false },
      { kind: 'cleartext' },
    ]);
  });

  test('disks that are switched on where the cluster is not cannot be told', () => {
    const disks = (on: boolean): readonly unknown[] =>
      only(
        'storage',
        resource(
          'aws_emr_security_configuration',
          `configuration = jsonencode({ EncryptionConfiguration = { AtRestEncryptionConfiguration = { LocalDiskEncryptionConfiguration = { EnableEbsEncryption = ${on} } } } })`,
        ),
      ).map(({ encrypted }) => encrypted);

    expect([disks(true), disks(false)]).toEqual([['unknown'], [false]]);
  });
});

describe('what travels', () => {
  test.each([
    ['aws_dax_cluster', 'cluster_endpoint_encryption_type = "NONE"'],
    ['aws_db_proxy', 'require_tls = false'],
    ['azurerm_cdn_endpoint', 'name = "x"'],
    ['azurerm_container_app', 'ingress {\n  allow_insecure_connections = true\n}'],
    ['alicloud_db_instance', 'engine = "MySQL"'],
    ['oci_load_balancer_listener', 'protocol = "HTTP"'],
    ['google_compute_forwarding_rule', 'target = google_compute_target_http_proxy.web.id'],
    ['azurerm_application_gateway', 'http_listener {\n  name = "web"\n  protocol = "Http"\n}'],
  ])('%s with %j may be in clear text', (type, line) => {
    expect(only('cleartext', resource(type, line))).toHaveLength(1);
  });

  test('a proxy and a gateway that only redirect are not', () => {
    const proxy = `${resource('google_compute_forwarding_rule', 'target = google_compute_target_http_proxy.web.id')}resource "google_compute_target_http_proxy" "web" {\n  url_map = google_compute_url_map.web.id\n}\nresource "google_compute_url_map" "web" {\n  default_url_redirect {\n    https_redirect = true\n  }\n}\n`;
    const gateway = resource(
      'azurerm_application_gateway',
      'http_listener {\n  name = "web"\n  protocol = "Http"\n}\nrequest_routing_rule {\n  http_listener_name = "web"\n  redirect_configuration_name = "https"\n}',
    );

    expect([proxy, gateway].flatMap((text) => only('cleartext', text))).toEqual([]);
  });

  test('a distribution that is switched off answers nobody', () => {
    const distribution = (enabled: boolean): string =>
      resource(
        'aws_cloudfront_distribution',
        `enabled = ${enabled}`,
        'default_cache_behavior {\n  viewer_protocol_policy = "allow-all"\n}',
      );

    expect(only('cleartext', distribution(true))).toHaveLength(1);
    expect(only('cleartext', distribution(false))).toEqual([]);
  });

  test('a refusal of plain requests counts for the objects, and cannot be told where it names nothing', () => {
    const bucket = (named: string): string =>
      resource(
        'aws_s3_bucket',
        `policy = jsonencode({ Statement = [{ Effect = "Deny", Principal = "*", Action = "s3:*", Resource = ${named}, Condition = { Bool = { "aws:SecureTransport" = "false" } } }] })`,
      );

    expect(only('cleartext', bucket('"arn:aws:s3:::runs/*"'))).toEqual([]);
    expect(only('cleartext', bucket('"aws_s3_bucket.one.arn"'))).toEqual([]);
    expect(only('cleartext', bucket('"arn:aws:s3:::runs"'))).toHaveLength(1);
  });

  test('targets of plain HTTP are inside when a listener before them ends TLS', () => {
    const stack = (protocol: string): string =>
      `resource "aws_lb_target_group" "app" {\n  protocol = "HTTP"\n}\nresource "aws_lb_listener" "web" {\n  protocol   = "${protocol}"\n  ssl_policy = "ELBSecurityPolicy-TLS13-1-3-2021-06"\n  default_action {\n    type             = "forward"\n    target_group_arn = aws_lb_target_group.app.arn\n  }\n}\n`;

    expect(only('cleartext', stack('HTTPS'))).toEqual([]);
    expect(only('cleartext', stack('HTTP'))).toHaveLength(2);
  });

  test('what the user of a desktop keeps must be encrypted; the system beside it may not be', () => {
    const said = (...lines: readonly string[]): readonly unknown[] =>
      factsOf(resource('aws_workspaces_workspace', lines.join('\n'))).map((fact) =>
        fact.kind === 'storage' ? fact.encrypted : fact.kind,
      );

    expect(said('user_volume_encryption_enabled = true')).toEqual([true, 'unknown']);
    expect(said('root_volume_encryption_enabled = true')).toEqual([false, true]);
    expect(said()).toEqual([false, false]);
    expect(
      said('root_volume_encryption_enabled = true', 'user_volume_encryption_enabled = false'),
    ).toEqual([false, true]);
  });

  test('a copy of a database has the settings of its source', () => {
    const database = (body: string): string => resource('google_sql_database_instance', body);

    expect(only('cleartext', database('clone {\n  source_instance_name = "main"\n}'))).toEqual([]);
    expect(only('cleartext', database('settings {\n  tier = "small"\n}'))).toHaveLength(1);
  });

  test('a cache that is off needs no encryption', () => {
    const settings = (line: string): string =>
      resource('aws_api_gateway_method_settings', `settings {\n  ${line}\n}`);

    expect(factsOf(settings('metrics_enabled = false'))).toEqual([]);
    expect(factsOf(settings('caching_enabled = true'))).toMatchObject([{ encrypted: false }]);
  });

  test('a database is reported where it uses the parameters that let clear text in', () => {
    const group = (value: string): string =>
      `resource "aws_db_instance" "db" {\n  parameter_group_name = aws_db_parameter_group.pg.name\n}\nresource "aws_db_parameter_group" "pg" {\n  family = "postgres13"\n  parameter {\n    name  = "rds.force_ssl"\n    value = "${value}"\n  }\n}\n`;

    expect(only('cleartext', group('0'))).toMatchObject([{ at: { line: 2 } }]);
    expect(only('cleartext', group('1'))).toEqual([]);
  });

  test.each([
    [
      'aws_cloudsearch_domain',
      'endpoint_options {\n  tls_security_policy = "Policy-Min-TLS-1-2-2019-07"\n}',
      '1.2',
    ],
    ['azurerm_cosmosdb_account', 'minimal_tls_version = "Tls11"', '1.1'],
    ['azurerm_mssql_server', 'minimum_tls_version = 1.0', '1.0'],
    ['alicloud_slb_tls_cipher_policy', 'tls_versions = ["TLSv1.1", "TLSv1.2"]', '1.1'],
    [
      'aws_load_balancer_policy',
      'policy_attribute {\n  name = "Protocol-SSLv3"\n  value = "true"\n}',
      'ssl',
    ],
    ['ncloud_lb_listener', 'protocol = "HTTPS"', '1.0'],
    [
      'aws_load_balancer_policy',
      'policy_attribute {\n  name = "Reference-Security-Policy"\n  value = "ELBSecurityPolicy-2015-03"\n}',
      '1.0',
    ],
    ['azurerm_cdn_endpoint_custom_domain', 'cdn_managed_https {\n  tls_version = "None"\n}', '1.0'],
    [
      'aws_cloudfront_distribution',
      'viewer_certificate {\n  minimum_protocol_version = "TLSv1_2016"\n}',
      '1.0',
    ],
    [
      'aws_iot_domain_configuration',
      'tls_config {\n  security_policy = "IoTSecurityPolicy_TLS13_1_3_2022_10"\n}',
      '1.3',
    ],
  ])('%s with %j accepts TLS from %s on', (type, line, minimum) => {
    expect(only('tls', resource(type, line))).toMatchObject([{ minimum }]);
  });
});

describe('who may come in', () => {
  test.each([
    ['aws_cognito_user_pool', 'mfa_configuration = "OPTIONAL"', false],
    ['aws_cognito_user_pool', 'mfa_configuration = "ON"', true],
    ['okta_policy_rule_signon', 'name = "x"', false],
    ['auth0_guardian', 'policy = "all-applications"', true],
    ['alicloud_ram_security_preference', 'enforce_mfa_for_login = true', true],
    ['tfe_organization', 'collaborator_auth_policy = "password"', false],
    [
      'azuread_conditional_access_policy',
      'state = "disabled"\ngrant_controls {\n  operator = "OR"\n  built_in_controls = ["mfa"]\n}',
      false,
    ],
  ])('%s with %j demands a second factor: %s', (type, line, mfa) => {
    expect(only('access', resource(type, line))).toMatchObject([{ mfa }]);
  });

  test('a policy that asks for a device says nothing of a second factor', () => {
    const text = resource(
      'azuread_conditional_access_policy',
      'state = "disabled"\ngrant_controls {\n  operator = "OR"\n  built_in_controls = ["compliantDevice"]\n}',
    );

    expect(factsOf(text)).toEqual([]);
  });
});

describe('how long', () => {
  test.each([
    [
      'azurerm_monitor_log_profile',
      'retention_policy {\n  enabled = false\n  days = 30\n}',
      'never',
    ],
    ['azurerm_monitor_log_profile', 'retention_policy {\n  enabled = true\n  days = 30\n}', 30],
    ['azurerm_cosmosdb_account', 'backup {\n  retention_in_hours = 48\n}', 2],
    ['google_pubsub_subscription', 'message_retention_duration = "604800s"', 7],
    ['aws_backup_plan', 'rule {\n  lifecycle {\n    delete_after = 35\n  }\n}', 35],
    ['azurerm_postgresql_configuration', 'name = "log_retention"\nvalue = "off"', 'never'],
    ['aws_cloudwatch_log_group', 'retention_in_days = var.days', 'unknown'],
  ])('%s with %j keeps for %s days', (type, line, days) => {
    expect(only('retention', resource(type, line))).toMatchObject([{ days }]);
  });

  test('a bucket of Google keeps old versions for ever unless a rule removes them', () => {
    const rule = (condition: string): string =>
      `lifecycle_rule {\n  action {\n    type = "Delete"\n  }\n  condition {\n    ${condition}\n  }\n}`;
    const versioning = 'versioning {\n  enabled = true\n}';
    const read = (...lines: readonly string[]): readonly (readonly unknown[])[] =>
      only('retention', resource('google_storage_bucket', ...lines)).map(({ what, days }) => [
        what,
        days,
      ]);

    expect(read()).toEqual([['objects', 'never']]);
    expect(read(rule('age = 20'), versioning)).toEqual([
      ['objects', 20],
      ['versions', 'never'],
    ]);
    expect(read(rule('age = 20'), rule('days_since_noncurrent_time = 5'), versioning)).toEqual([
      ['objects', 20],
      ['versions', 5],
    ]);
  });
});
