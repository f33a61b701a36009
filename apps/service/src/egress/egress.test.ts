import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, get } from 'node:http';
import type { Server } from 'node:http';
import { get as getOverTls } from 'node:https';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect as connectTls } from 'node:tls';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readConfig } from '../config.ts';
import type { Config } from '../config.ts';
import { LoopbackIssuer } from '../testing/loopback-issuer.ts';
import { TestProcess } from '../testing/test-process.ts';
import { MemoryLog } from '../testing/test-service.ts';
import { declaredHosts } from './declared-hosts.ts';
import { holdEgress } from './hold-egress.ts';

const STORES = `stores:
  - { id: database, connector: postgres, url: '\${SHOP_URL}' }
  - { id: archive, connector: postgres, url: 'postgres://a@[2001:DB8::7]:5433/archive' }
  - { id: request-log, connector: log-expiry }
`;

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'troth-egress-'));
  writeFileSync(join(folder, 'stores.yaml'), STORES);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function configOf(environment: Readonly<Record<string, string>>): Config {
  const result = readConfig(environment, folder);
  if (!result.ok) throw new Error(result.problems.join('\n'));
  return result.config;
}

test('the hosts that are called are those of the settings, one by one, and no others', () => {
  const config = configOf({
    DATABASE_URL: 'postgres://troth:secret@Database.internal:5432/troth',
    STORES: join(folder, 'stores.yaml'),
    SHOP_URL: 'postgres://troth@shop-db.internal/shop',
    OIDC_ISSUER: 'https://login.example/realm',
    OIDC_AUDIENCE: 'troth',
    OTEL_EXPORTER_OTLP_ENDPOINT: 'https://collector.example:4318',
    EGRESS_HOSTS: 'keys.login.example, kms.eu-central-1.amazonaws.com',
  });

  expect(declaredHosts(config)).toEqual([
    '2001:db8::7',
    'collector.example',
    'database.internal',
    'keys.login.example',
    'kms.eu-central-1.amazonaws.com',
    'login.example',
    'shop-db.internal',
  ]);
});

test('without settings nothing but this machine is called', () => {
  expect(declaredHosts(configOf({}))).toEqual([]);
});

test.each(['*.example.com', 'https://kms.example', 'kms.example:443'])(
  '`%s` is not one host',
  (host) => {
    expect(readConfig({ EGRESS_HOSTS: host }, folder)).toEqual({
      ok: false,
      problems: [`EGRESS_HOSTS: \`${host}\` is not the name or address of one host`],
    });
  },
);

describe('a host that no setting names is not called', () => {
  const log = new MemoryLog();
  let server: Server;
  let port = 0;
  let release = (): void => undefined;

  beforeAll(async () => {
    server = createServer((_, response) => response.end('ok'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  });

  beforeEach(() => {
    log.lines.length = 0;
    release = holdEgress(['declared.invalid'], log);
  });

  afterEach(() => release());

  afterAll(() => server.close());

  const untilError = (emitter: {
    once(event: 'error', seen: (error: Error) => void): unknown;
  }): Promise<Error> => new Promise((resolve) => emitter.once('error', resolve));

  test.each<readonly [string, (host: string) => Promise<Error>]>([
    ['node:http', (host) => untilError(get(`http://${host}/`))],
    ['node:https', (host) => untilError(getOverTls(`https://${host}/`))],
    ['node:net', (host) => untilError(connect(443, host))],
    ['node:tls', (host) => untilError(connectTls({ host, port: 443 }))],
    [
      'fetch',
      (host) =>
        fetch(`https://${host}/`).then(
          () => new Error('it was called'),
          (error: Error) => error.cause as Error,
        ),
    ],
    [
      'pg',
      (host) =>
        new pg.Client({ host }).connect().then(
          () => new Error('it was called'),
          (error: Error) => error,
        ),
    ],
  ])('by %s', async (_, call) => {
    for (const host of ['undeclared.invalid', 'declared.invalid.evil.invalid', '169.254.169.254']) {
      expect(await call(host)).toMatchObject({ name: 'EgressDenied', code: 'EGRESS_DENIED' });
    }
    expect(log.lines[0]).toBe('{"event":"egress-denied","host":"undeclared.invalid"}');
    expect(log.lines).toHaveLength(3);
  });

  test('one that is named is, and so is this machine', async () => {
    const declared = await untilError(connect(443, 'declared.invalid'));
    const own = await fetch(`http://localhost:${port}/`).then((response) => response.text());

    expect(declared).toMatchObject({ code: 'ENOTFOUND' });
    expect(own).toBe('ok');
    expect(log.lines).toEqual([]);
  });
});

test('the process that serves is held: keys of the identity provider on a host that nobody named are not asked for', async () => {
  const issuer = await LoopbackIssuer.start();
  issuer.addKey('ed', 'EdDSA');
  issuer.discovery = { jwks_uri: 'https://keys.undeclared.invalid/jwks' };
  const served = await TestProcess.serving({
    DATA_DIR: mkdtempSync(join(folder, 'data-')),
    OIDC_ISSUER: issuer.issuer,
    OIDC_AUDIENCE: 'troth',
  });
  const token = await issuer.sign({ sub: 'p-1' }, { kid: 'ed' });
  const { status } = await fetch(`${served.url}/v1/holds`, {
    headers: { authorization: `Bearer ${token}` },
  });
  await served.end('SIGTERM');
  await issuer.stop();

  expect(status).toBe(503);
  expect(served.output).toContain('"event":"egress-denied","host":"keys.undeclared.invalid"');
});
