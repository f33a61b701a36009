import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import type { SecureVersion } from 'node:tls';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { TestService } from './testing/test-service.ts';

/** The machine's own, where it has one. */
const OPENSSL = 'openssl';

let service: TestService | undefined;
let port: number;
let ca: Buffer;

/** The tests make their own certificate, so that no key stands in the repository. */
function hasOpenssl(): boolean {
  try {
    execFileSync(OPENSSL, ['version'], { stdio: 'ignore' });
    return true;
  } catch {
    process.stdout.write(
      'skipped: the TLS tests make a certificate with openssl, which is not here\n',
    );
    return false;
  }
}

const openssl = hasOpenssl();

beforeAll(async () => {
  if (!openssl) return;
  const folder = mkdtempSync(join(tmpdir(), 'troth-tls-'));
  const tls = { cert: join(folder, 'cert.pem'), key: join(folder, 'key.pem') };
  const made = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'];
  const files = ['-nodes', '-keyout', tls.key, '-out', tls.cert, '-subj', '/CN=localhost'];
  execFileSync(OPENSSL, [...made, ...files], { stdio: 'ignore' });
  ca = readFileSync(tls.cert);
  service = await TestService.start({ config: { tls } });
  await service.booted.app.listen(0, '127.0.0.1');
  port = Number(new URL(await service.booted.app.getUrl()).port);
});

afterAll(() => service?.remove());

/** What a client that speaks nothing newer ends up with. */
function handshake(maxVersion: SecureVersion): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(
      { port, host: '127.0.0.1', servername: 'localhost', ca, maxVersion },
      () => {
        resolve(socket.getProtocol() ?? 'none');
        socket.destroy();
      },
    );
    socket.on('error', () => resolve('refused'));
  });
}

test.skipIf(!openssl)('with a certificate the declared TLS 1.3 is offered', async () => {
  expect(await handshake('TLSv1.3')).toBe('TLSv1.3');
});

test.skipIf(!openssl)('anything older than the policy declares is refused', async () => {
  expect(await handshake('TLSv1.2')).toBe('refused');
});
