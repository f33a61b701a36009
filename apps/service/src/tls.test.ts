import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { connect, type SecureVersion, type TLSSocket } from 'node:tls';
import { canonicalJson, sha256, type CompiledPolicy } from '@troth/compiler';
import { afterEach, expect, test } from 'vitest';
import { northwindPolicy } from './testing/northwind.ts';
import { TestService } from './testing/test-service.ts';

const cert = fileURLToPath(new URL('testing/loopback.crt', import.meta.url));
const key = fileURLToPath(new URL('testing/loopback.key', import.meta.url));
const ca = readFileSync(cert);
let service: TestService | undefined;

afterEach(async () => {
  await service?.remove();
  service = undefined;
});

function northwindTolerating12(): CompiledPolicy {
  const policy = northwindPolicy();
  const clauses = policy.clauses.map((clause) => ({
    ...clause,
    rules: clause.rules.map((rule) =>
      rule.verb === 'encrypt' && rule.scope === 'in-transit'
        ? { ...rule, minimum: '1.2' as const }
        : rule,
    ),
  }));
  const { hash: _, ...content } = { ...policy, clauses };
  return { ...content, hash: sha256(canonicalJson(content)) };
}

async function listening(policy: CompiledPolicy): Promise<number> {
  service = await TestService.start({ policy, config: { tls: { cert, key } } });
  const { app } = service.booted;
  await app.listen(0, '127.0.0.1');
  return Number(new URL(await app.getUrl()).port);
}

/** The version agreed on with a client that offers this one alone, or the error's code. */
async function handshake(port: number, version: SecureVersion, ciphers?: string): Promise<string> {
  const socket: TLSSocket = connect({
    port,
    host: '127.0.0.1',
    ca,
    minVersion: version,
    maxVersion: version,
    ...(ciphers === undefined ? {} : { ciphers }),
  });
  try {
    await once(socket, 'secureConnect');
    return socket.getProtocol() ?? 'none';
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : 'failed';
  } finally {
    socket.destroy();
  }
}

test('a listener offers what the policy declares and refuses anything older', async () => {
  const port = await listening(northwindPolicy());

  expect(await handshake(port, 'TLSv1.3')).toBe('TLSv1.3');
  expect(await handshake(port, 'TLSv1.2')).toBe('ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION');
  expect(await handshake(port, 'TLSv1.1', OLD)).toBe('ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION');
});

test('when the policy declares TLS 1.2, the same code offers it too', async () => {
  const port = await listening(northwindTolerating12());

  expect(await handshake(port, 'TLSv1.2')).toBe('TLSv1.2');
  expect(await handshake(port, 'TLSv1.3')).toBe('TLSv1.3');
  expect(await handshake(port, 'TLSv1.1', OLD)).toBe('ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION');
});

test('where TLS 1.2 is offered, no cipher without authenticated encryption is', async () => {
  const port = await listening(northwindTolerating12());
  const offered = (ciphers: string) => handshake(port, 'TLSv1.2', ciphers);

  expect(await offered('ECDHE-ECDSA-AES128-GCM-SHA256')).toBe('TLSv1.2');
  expect(await offered('ECDHE-ECDSA-AES128-SHA256')).toBe(
    'ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE',
  );
  expect(await offered('ECDHE-ECDSA-AES256-SHA')).toBe('ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE');
});

test('every answer over TLS says that none may come without it', async () => {
  await listening(northwindPolicy());

  const { raw } = (await service?.get('/healthz')) ?? {};

  expect(raw?.headers['strict-transport-security']).toBe('max-age=31536000; includeSubDomains');
});

/** A client of old: OpenSSL offers TLS 1.1 at no higher level. */
const OLD = 'DEFAULT@SECLEVEL=0';
