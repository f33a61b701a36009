import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { isReady } from './ready.ts';
import { TestService } from './testing/test-service.ts';

const cert = fileURLToPath(new URL('testing/loopback.crt', import.meta.url));
const key = fileURLToPath(new URL('testing/loopback.key', import.meta.url));
let service: TestService | undefined;

afterEach(async () => {
  await service?.remove();
  service = undefined;
});

async function listening(tls?: { readonly cert: string; readonly key: string }): Promise<number> {
  service = await TestService.start({ config: tls === undefined ? {} : { tls } });
  const { app } = service.booted;
  await app.listen(0, '127.0.0.1');
  return Number(new URL(await app.getUrl()).port);
}

test('a service that answers is ready, and one that has stopped is not', async () => {
  const port = await listening();

  expect(await isReady(port)).toBe(true);
  await service?.stop();
  expect(await isReady(port)).toBe(false);
});

test('over TLS the service is known by its own certificate', async () => {
  const port = await listening({ cert, key });

  expect(await isReady(port, cert)).toBe(true);
  expect(await isReady(port)).toBe(false);
});

test('whatever else listens on the port is not ready', async () => {
  const other = createServer((_, response) => response.writeHead(503).end());
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const address = other.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;

  expect(await isReady(port)).toBe(false);
  expect(await isReady(port, cert)).toBe(false);
  await new Promise((resolve) => other.close(resolve));
});
