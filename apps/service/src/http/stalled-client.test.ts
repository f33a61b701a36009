import { once } from 'node:events';
import { connect, type Server } from 'node:net';
import { expect, test } from 'vitest';
import { TestService } from '../testing/test-service.ts';

function connectionsOf(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.getConnections((error, count) => (error === null ? resolve(count) : reject(error)));
  });
}

test('a client that asks and asks and takes no answer is cut off, and others are answered meanwhile', async () => {
  const service = await TestService.start({ config: { requestMs: 300 } });
  await service.booted.app.listen(0, '127.0.0.1');
  const server: Server = service.booted.app.getHttpServer();
  const stalled = connect(Number(new URL(await service.booted.app.getUrl()).port), '127.0.0.1');
  stalled.pause();
  stalled.on('error', () => undefined);
  stalled.write('GET /v1/policy/bundle HTTP/1.1\r\nhost: localhost\r\n\r\n'.repeat(5000));
  await once(server, 'request');
  const meanwhile = await service.get('/healthz', null);

  expect(meanwhile.status).toBe(200);
  await expect.poll(() => connectionsOf(server), { timeout: 50_000, interval: 50 }).toBe(0);
  stalled.destroy();
  await service.remove();
});
