import { describe, expect, test } from 'vitest';

import { saidOfFile } from '../testing/said.ts';
import { isBroken, weakestSuite } from './cipher-suites.ts';
import { networkOf } from './network.ts';
import { isStoreImage } from './ports.ts';
import { withoutTemplates } from './templates.ts';
import { oldestNamed, tlsNamed } from './tls-name.ts';

describe('how far a host is away, by its name', () => {
  test.each([
    ['localhost', 'local'],
    ['127.0.0.53', 'local'],
    ['169.254.169.254', 'local'],
    ['fd00:ec2::254', 'local'],
    ['::1', 'local'],
    ['0:0:0:0:0:0:0:1', 'local'],
    ['db', 'internal'],
    ['db.default.svc.cluster.local', 'internal'],
    ['db.default.svc', 'internal'],
    ['10.1.2.3', 'internal'],
    ['172.16.0.1', 'internal'],
    ['172.32.0.1', 'public'],
    ['api.internal', 'internal'],
    ['example.com', 'public'],
    ['8.8.8.8', 'public'],
    ['unknown', 'unknown'],
  ] as const)('%s is %s', (host, network) => {
    expect(networkOf(host)).toBe(network);
  });
});

describe('a version of TLS', () => {
  test.each([
    ['TLSv1', '1.0'],
    ['TLSv1.1', '1.1'],
    ['TLSv1_2', '1.2'],
    ['TLSV1_3', '1.3'],
    ['VersionTLS12', '1.2'],
    ['TLS12', '1.2'],
    ['1.3', '1.3'],
    ['SSLv3', 'ssl'],
    ['TLS_AUTO', undefined],
    ['auto', undefined],
    ['1.4', undefined],
    ['12', undefined],
  ])('%s is %s', (word, version) => {
    expect(tlsNamed(word)).toBe(version);
  });

  test('the oldest of a list counts, what is struck out does not', () => {
    expect(oldestNamed('TLSv1.3, TLSv1.1')).toBe('1.1');
    expect(oldestNamed('-SSLv3 +TLSv1.2')).toBe('1.2');
    expect(oldestNamed('HIGH')).toBeUndefined();
  });
});

test('the weakest suite of a list is the one with the weakest cipher', () => {
  expect(weakestSuite('TLS_AES_256_GCM_SHA384:TLS_RSA_WITH_AES_128_CBC_SHA')).toMatchObject({
    name: 'TLS_RSA_WITH_AES_128_CBC_SHA',
    cipher: { algorithm: 'AES', bits: 128 },
  });
  const broken = weakestSuite('ECDHE-RSA-AES256-GCM-SHA384 RC4-SHA');

  expect(broken?.name).toBe('RC4-SHA');
  expect(broken !== undefined && isBroken(broken.cipher)).toBe(true);
  expect(weakestSuite('HIGH:!aNULL')).toBeUndefined();
});

test('images of stores are known with any registry and tag', () => {
  expect(
    [
      'postgres',
      'postgres:17-alpine',
      'docker.io/library/redis:7',
      'mcr.microsoft.com/mssql/server:2022-latest',
      'registry:5000/mongo@sha256:ab',
    ].filter((image) => !isStoreImage(image)),
  ).toEqual([]);
  expect(
    ['node:24', 'postgres-exporter', 'adminer', 'my/redis-commander'].filter(isStoreImage),
  ).toEqual([]);
});

describe('a template', () => {
  test('keeps its length and lines, an action within a line is unknown', () => {
    const text = '{{- if .a }}\na: {{ .b | quote }} c\n  {{ include "x" "}}" }} # y\n{{- end }}\n';
    const read = withoutTemplates(text);

    expect(read).toHaveLength(text.length);
    expect(read.split('\n').map((line) => line.trim() === '')).toEqual([
      true,
      false,
      false,
      true,
      true,
    ]);
    expect(read).not.toContain('{{');
  });

  test('an expression of a workflow stays as it is', () => {
    expect(withoutTemplates('run: echo ${{ a }}')).toBe('run: echo ${{ a }}');
  });
});

describe('configuration of a program that has no reader of its own', () => {
  const said = (text: string): readonly string[] => saidOfFile('deploy/values.yaml', text);

  test.each([
    ['tls:\n  insecure_skip_verify: true\n', 'certificate-check 2 insecure_skip_verify: true'],
    ['- name: a\n  uri:\n    validate_certs: no\n', 'certificate-check 3 validate_certs: no'],
    ['ssl.verification_mode: none\n', 'certificate-check 1 ssl.verification_mode: none'],
    ['tls:\n  min_version: TLS10\n', 'tls 2 min_version: TLS10'],
    ['minTLSVersion: VersionTLS11\n', 'tls 1 minTLSVersion: VersionTLS11'],
    ['ssl-protocols: TLSv1 TLSv1.2\n', 'tls 1 ssl-protocols: TLSv1 TLSv1.2'],
    ['exporters:\n  otlp:\n    tls:\n      insecure: true\n', 'cleartext 4 insecure: true'],
    ['security.protocol: SASL_PLAINTEXT\n', 'cleartext 1 security.protocol: SASL_PLAINTEXT'],
    ['sslmode: disable\n', 'cleartext 1 sslmode: disable'],
  ])('%j', (text, wanted) => {
    expect(said(text)).toEqual([wanted]);
  });

  test('what keeps protection on, or speaks of something else, says nothing', () => {
    expect(said('tls:\n  insecure_skip_verify: false\n  min_version: TLS13x\n')).toEqual([]);
    expect(said('min_version: 1.2\nversion: 1.0\nprotocols: [http, https]\nskip: true\n')).toEqual(
      [],
    );
  });

  test('what is no YAML is no problem of a file that is not known to be any', () => {
    expect(said('verify_ssl: [\n')).toEqual([]);
  });
});
