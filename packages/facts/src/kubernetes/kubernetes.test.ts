import fc from 'fast-check';
import { expect, test } from 'vitest';

import { extractFacts } from '../extract-facts.ts';
import { factsOfFile, saidOfFile } from '../testing/said.ts';

/** One object of a kind; the body stands from line 5 on. */
function said(kind: string, body: string): readonly string[] {
  return saidOfFile(
    'k8s/app.yaml',
    `apiVersion: v1\nkind: ${kind}\nmetadata:\n  name: app\n${body}\n`,
  );
}

function pod(container: string): readonly string[] {
  return said(
    'Pod',
    `spec:\n  containers:\n    - name: web\n${container.replaceAll(/^/gm, '      ')}`,
  );
}

test('an address in the clear is said wherever it is a whole value', () => {
  expect(pod('args: ["-f", "http://api.example.com/"]')).toEqual([
    'cleartext 8 http://api.example.com',
  ]);
  expect(said('Service', 'spec:\n  externalIPs: [http://a.example.com]')).toEqual([
    'cleartext 6 http://a.example.com',
  ]);
  expect(said('ConfigMap', 'data:\n  note: see http://a.example.com for more')).toEqual([]);
});

test('pods run on different machines, so a service is reached over the wire', () => {
  expect(pod('env:\n  - name: ETCD\n    value: http://etcd:2379')).toEqual([
    'cleartext 10 http://etcd',
  ]);
  expect(pod('env:\n  - name: WEB\n    value: http://127.0.0.1:80')).toEqual([]);
  expect(pod('args: ["http://169.254.169.254/latest"]')).toEqual([]);
});

test('variables and commands of containers are read as elsewhere', () => {
  expect(pod('env:\n  - { name: NODE_TLS_REJECT_UNAUTHORIZED, value: "0" }').slice(1)).toEqual([
    'certificate-check 9 NODE_TLS_REJECT_UNAUTHORIZED=0',
  ]);
  expect(pod('command: ["sh", "-c", "curl -k https://a.example.com"]')).toEqual([
    'certificate-check 8 curl -k',
  ]);
  expect(pod('command: ["curl"]\nargs: ["-k", "https://a.example.com"]')).toEqual([
    'certificate-check 9 curl -k',
  ]);
});

test('options of the cluster’s own programs', () => {
  const server = (option: string): readonly string[] =>
    pod(`command: [kube-apiserver, --encryption-provider-config=/c.yaml, "${option}"]`);

  expect(server('--tls-min-version=VersionTLS11')).toEqual([
    'tls 8 --tls-min-version=VersionTLS11',
  ]);
  expect(server('--tls-cipher-suites=TLS_AES_256_GCM_SHA384,TLS_RSA_WITH_RC4_128_SHA')).toEqual([
    'cipher 8 TLS_RSA_WITH_RC4_128_SHA',
  ]);
  expect(server('--insecure-port=8080')).toEqual(['cleartext 8 --insecure-port=8080']);
  expect(server('--insecure-port=0')).toEqual([]);
  expect(pod('command: [metrics-server, --kubelet-insecure-tls]')).toEqual([
    'certificate-check 8 --kubelet-insecure-tls=true',
  ]);
});

test('the kubelet’s file says the same as its options', () => {
  const file = (rest: string): readonly string[] => said('KubeletConfiguration', rest);

  expect(file('tlsMinVersion: VersionTLS11')).toEqual(['tls 5 tlsMinVersion: VersionTLS11']);
  expect(file('readOnlyPort: 10255')).toEqual(['cleartext 5 readOnlyPort: 10255']);
  expect(file('readOnlyPort: 0')).toEqual([]);
  expect(file('tlsCipherSuites: [TLS_RSA_WITH_3DES_EDE_CBC_SHA]')).toEqual([
    'cipher 5 TLS_RSA_WITH_3DES_EDE_CBC_SHA',
  ]);
});

test('a listener of etcd at every address is in the clear', () => {
  expect(pod('command: [etcd, "--listen-client-urls=http://0.0.0.0:2379"]')).toEqual([
    'cleartext 8 --listen-client-urls=http://0.0.0.0:2379',
  ]);
  expect(pod('command: [etcd, "--listen-client-urls=https://0.0.0.0:2379"]')).toEqual([]);
});

test('secrets are as they are in etcd unless a provider that encrypts writes them', () => {
  expect(pod('command: [kube-apiserver]')).toEqual(['storage 8 kube-apiserver false']);
  const providers = (list: string): readonly string[] =>
    said('EncryptionConfiguration', `resources:\n  - resources: [secrets]\n    providers: ${list}`);

  expect(providers('[{ identity: {} }, { aescbc: {} }]')).toEqual([
    'storage 7 EncryptionConfiguration false',
  ]);
  expect(providers('[{ aescbc: {} }, { identity: {} }]')).toEqual([]);
});

test('an ingress without a certificate is in clear text, unless an annotation has one', () => {
  const rules = 'spec:\n  rules: [{ host: a.example.com }]';
  const ingress = (annotations: string, spec = rules): readonly string[] =>
    saidOfFile(
      'i.yaml',
      `apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: a\n  annotations: {${annotations}}\n${spec}\n`,
    );

  expect(ingress('')).toEqual(['cleartext 6 spec.tls is not set']);
  expect(ingress('', `${rules}\n  tls: [{ secretName: a }]`)).toEqual([]);
  expect(ingress('alb.ingress.kubernetes.io/certificate-arn: a')).toEqual([]);
  expect(
    ingress(
      'nginx.ingress.kubernetes.io/ssl-redirect: "false"',
      `${rules}\n  tls: [{ secretName: a }]`,
    ),
  ).toEqual(['cleartext 5 ssl-redirect: false']);
  expect(
    ingress('alb.ingress.kubernetes.io/ssl-policy: ELBSecurityPolicy-TLS-1-1-2017-01'),
  ).toEqual(['tls 5 ssl-policy: ELBSecurityPolicy-TLS-1-1-2017-01']);
});

test('a store that a service hands outside is exposed, a web server is meant to be', () => {
  const service = (spec: string): readonly string[] => said('Service', `spec: ${spec}`);

  expect(service('{ type: LoadBalancer, ports: [{ port: 5432 }] }')).toEqual([
    'exposure 5 type: LoadBalancer true',
  ]);
  expect(service('{ type: NodePort, ports: [{ port: 6379 }] }')).toEqual([
    'exposure 5 type: NodePort unknown',
  ]);
  expect(service('{ type: LoadBalancer, ports: [{ port: 443 }] }')).toEqual([]);
  expect(service('{ ports: [{ port: 5432 }] }')).toEqual([]);
});

test('classes of volumes that encrypt only when told to', () => {
  const storage = (rest: string): readonly string[] =>
    said('StorageClass', `provisioner: ebs.csi.aws.com\n${rest}`);

  expect(storage('parameters: { encrypted: "true" }')).toEqual(['storage 6 StorageClass true']);
  expect(storage('parameters: { encrypted: "false" }')).toEqual(['storage 6 StorageClass false']);
  expect(storage('parameters: { type: gp3 }')).toEqual(['storage 2 StorageClass false']);
});

test('operators say how long they keep what they hold', () => {
  const kept = (api: string, kind: string, spec: string): unknown =>
    factsOfFile(
      'r.yaml',
      `apiVersion: ${api}\nkind: ${kind}\nmetadata: { name: a }\nspec: ${spec}\n`,
    );

  expect(
    kept('kafka.strimzi.io/v1beta2', 'KafkaTopic', '{ config: { retention.ms: 604800000 } }'),
  ).toMatchObject([{ kind: 'retention', what: 'log', days: 7, store: 'a' }]);
  expect(
    kept('kafka.strimzi.io/v1beta2', 'KafkaTopic', '{ config: { retention.ms: -1 } }'),
  ).toMatchObject([{ days: 'never' }]);
  expect(kept('velero.io/v1', 'Schedule', '{ template: { ttl: 72h0m0s } }')).toMatchObject([
    { what: 'backups', days: 3 },
  ]);
  expect(kept('velero.io/v1', 'Schedule', '{ schedule: daily }')).toMatchObject([{ days: 30 }]);
  expect(
    kept('postgresql.cnpg.io/v1', 'Cluster', '{ backup: { barmanObjectStore: {} } }'),
  ).toMatchObject([{ days: 'never' }]);
  expect(kept('example.com/v1', 'Cluster', '{ backup: { barmanObjectStore: {} } }')).toEqual([]);
});

test('a mesh that goes on in the clear', () => {
  expect(said('PeerAuthentication', 'spec: { mtls: { mode: PERMISSIVE } }')).toEqual([
    'cleartext 5 spec.mtls.mode: PERMISSIVE',
  ]);
  expect(said('DestinationRule', 'spec:\n  trafficPolicy:\n    tls: { mode: DISABLE }')).toEqual([
    'cleartext 7 spec.trafficPolicy.tls.mode: DISABLE',
  ]);
  expect(said('PeerAuthentication', 'spec: { mtls: { mode: STRICT } }')).toEqual([]);
  expect(
    said(
      'Gateway',
      'spec:\n  servers:\n    - port: { protocol: HTTP }\n      tls: { httpsRedirect: true }',
    ),
  ).toEqual([]);
  expect(said('Gateway', 'spec:\n  servers:\n    - port: { protocol: HTTP }')).toEqual([
    'cleartext 7 protocol: HTTP',
  ]);
});

test('what skips a check stands from the block that it is in', () => {
  const text =
    'apiVersion: v1\nkind: Config\nclusters:\n  - cluster:\n      server: https://k.example.com\n      insecure-skip-tls-verify: true\n    name: a\n';

  expect(factsOfFile('config.yaml', text)).toMatchObject([
    { kind: 'certificate-check', at: { line: 4, column: 5, endLine: 6 } },
  ]);
});

test('a configuration file within a map of files is read at its place', () => {
  const body =
    'data:\n  nginx.conf: |\n    server {\n      ssl_protocols TLSv1.1;\n    }\n  API_URL: http://api.example.com\n';

  expect(said('ConfigMap', body)).toEqual([
    'cleartext 10 http://api.example.com',
    'tls 8 ssl_protocols TLSv1.1',
    'package 10 env:API_URL',
    'host 10 api.example.com',
  ]);
});

test('what a chart fills in is unknown, what stands around it is read', () => {
  const text =
    'apiVersion: v1\nkind: Pod\nmetadata:\n  name: {{ .Values.name }}\nspec:\n  {{- if .Values.a }}\n  hostname: a\n  {{- end }}\n  containers:\n    - name: {{ include "n" . | quote }}\n      args: ["--to=http://{{ .Values.host }}/", "http://a.example.com"]\n';

  expect(saidOfFile('templates/pod.yaml', text)).toEqual([
    'cleartext 11 http://… unknown',
    'cleartext 11 http://a.example.com',
  ]);
});

test('of two branches that fit into no document the first is read', () => {
  const text =
    'apiVersion: v1\nkind: Pod\nspec:\n{{- if .Values.a }}\n  host: "http://a.example.com"\n{{- else }}\n    - b\n{{- end }}\n';
  const { facts, problems } = extractFacts({ path: 'templates/p.yaml', text }, { parsers: {} });

  expect(problems).toEqual([]);
  expect(facts).toMatchObject([{ at: { line: 5 } }]);
});

test('a manifest may be JSON', () => {
  const text = '{"apiVersion":"v1","kind":"Pod","spec":{"host":"http://a.example.com"}}';

  expect(saidOfFile('p.json', text)).toEqual(['cleartext 1 http://a.example.com']);
  expect(saidOfFile('p.json', '{"kind":"x","url":"http://a.example.com"}')).toEqual([]);
});

test('a manifest that cannot be read is a problem', () => {
  const text = 'apiVersion: v1\nkind: Pod\nspec: [\n';

  expect(extractFacts({ path: 'p.yaml', text }, { parsers: {} }).problems).toHaveLength(1);
});

test('no text makes the reader throw', () => {
  const piece = fc.constantFrom(
    '{{',
    '}}',
    '{{- if }}',
    '{{ else }}',
    '{{ end }}',
    '\n',
    '  ',
    'a: ',
    '- ',
    '"',
    'spec:',
    'http://a.b',
  );
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const text = `apiVersion: v1\nkind: Pod\n${pieces.join('')}`;
      return factsOfFile('p.yaml', text).every(({ at }) => at.line > 0);
    }),
  );
});
