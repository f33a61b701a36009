import { expect, test } from 'vitest';
import { readConfig } from './config.ts';

test('without any setting the service listens on loopback port 3000 and keeps its data in .data', () => {
  const result = readConfig({}, '/srv/troth');

  expect(result).toMatchObject({
    ok: true,
    config: {
      port: 3000,
      host: '127.0.0.1',
      dataDir: '/srv/troth/.data',
      policyDir: '/srv/troth/policy',
      stores: '/srv/troth/examples/platform/stores.yaml',
      signingKey: '/srv/troth/.data/signing.key',
    },
  });
});

test('every wrong setting is named at once', () => {
  const result = readConfig(
    {
      PORT: '99999',
      HOST: '0.0.0.0',
      DATABASE_URL: 'mysql://root@db/app',
      STORES: '/nowhere.yaml',
      POLICY_ADMIN_TOKEN: 'short',
      SWEEP_SECONDS: '0',
    },
    '/srv/troth',
  );

  expect(result).toEqual({
    ok: false,
    problems: [
      'DATABASE_URL: is not a postgres:// URL',
      'POLICY_ADMIN_TOKEN: needs 16 to 512 visible ASCII characters',
      'PORT: `99999` is not a whole number from 0 to 65535',
      'HOST: `0.0.0.0` is not loopback; set TLS_CERT and TLS_KEY to serve others',
      'STORES: there is no file `/nowhere.yaml`',
      'SWEEP_SECONDS: `0` is not a whole number from 1 to 86400',
    ],
  });
});

test('a password in a wrong DATABASE_URL is not repeated in the message', () => {
  const result = readConfig({ DATABASE_URL: 'mysql://root:hunter2@db/app' }, '/srv');

  expect(JSON.stringify(result)).not.toContain('hunter2');
});

test('a certificate without its key is refused', () => {
  const result = readConfig({ TLS_CERT: import.meta.filename, HOST: '0.0.0.0' }, '/srv');

  expect(result).toEqual({ ok: false, problems: ['TLS_KEY: is missing beside the other one'] });
});

test('with certificate and key the service may listen to others', () => {
  const file = import.meta.filename;

  const result = readConfig({ TLS_CERT: file, TLS_KEY: file, HOST: '0.0.0.0' }, '/srv');

  expect(result.ok).toBe(true);
});

test('an identity provider is asked over TLS or on this machine only, and needs an audience', () => {
  const problemsOf = (environment: Readonly<Record<string, string>>): readonly string[] => {
    const result = readConfig(environment, '/srv');
    return result.ok ? [] : result.problems;
  };

  expect(problemsOf({ OIDC_ISSUER: 'http://login.example', OIDC_ACR_VALUES: 'a"b' })).toEqual([
    'OIDC_ISSUER: `http://login.example` is not an https:// address without query',
    'OIDC_AUDIENCE: is missing beside OIDC_ISSUER',
    'OIDC_ACR_VALUES: are words of visible ASCII with a space between them',
  ]);
  expect(problemsOf({ OIDC_AUDIENCE: 'troth' })).toEqual([
    'OIDC_ISSUER: is missing beside OIDC_AUDIENCE',
  ]);
  expect(problemsOf({ OIDC_ISSUER: 'http://127.0.0.1:4', OIDC_AUDIENCE: 'troth' })).toEqual([]);
});

test('spans go over TLS or to this machine only, and a secret header is not repeated', () => {
  const wrong = readConfig(
    {
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector.example:4318',
      OTEL_EXPORTER_OTLP_HEADERS: 'hunter2',
      METRICS_OPEN: 'true',
    },
    '/srv',
  );
  const right = readConfig(
    {
      OTEL_EXPORTER_OTLP_ENDPOINT: 'https://collector.example/otlp/',
      OTEL_EXPORTER_OTLP_HEADERS: 'x-key=a%20b,x-team=privacy',
    },
    '/srv',
  );

  expect(wrong).toEqual({
    ok: false,
    problems: [
      'OTEL_EXPORTER_OTLP_ENDPOINT: `http://collector.example:4318` is not an https:// address without query',
      'OTEL_EXPORTER_OTLP_HEADERS: is not a list of name=value with commas between',
      'METRICS_OPEN: `true` is not `yes` or `no`',
    ],
  });
  expect(right.ok && right.config.otlp).toEqual({
    endpoint: 'https://collector.example/otlp',
    headers: { 'x-key': 'a b', 'x-team': 'privacy' },
    serviceName: 'troth',
  });
});

test.each(['proxy.example', '10.0.0.0/33', '0.0.0.0/0', '::/0', '10.0.0.1/8/8', 'true'])(
  '`%s` is no proxy that is trusted',
  (network) => {
    const result = readConfig({ TRUSTED_PROXIES: `10.0.0.1, ${network}` }, '/srv');

    expect(result).toEqual({
      ok: false,
      problems: [`TRUSTED_PROXIES: \`${network}\` is no address and no network of one (CIDR)`],
    });
  },
);

test('of who signed in, twelve hours ago is of late, and scopes stand in `scope`', () => {
  const result = readConfig(
    { OIDC_ISSUER: 'https://login.example/', OIDC_AUDIENCE: 'troth' },
    '/srv',
  );

  expect(result.ok && result.config.oidc).toEqual({
    issuer: 'https://login.example/',
    audience: 'troth',
    scopesClaim: 'scope',
    maxAgeSeconds: 43_200,
    acrValues: [],
  });
});
