import { once } from 'node:events';
import { createServer } from 'node:tls';

import { expect, test } from 'vitest';

import { OutgoingOverTls } from './outgoing.ts';

test('a machine that speaks nothing newer than TLS 1.2 is not spoken to', async () => {
  const alerts: unknown[] = [];
  const server = createServer({ maxVersion: 'TLSv1.2' });
  server.on('tlsClientError', (error) => alerts.push(error));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');

  const call = new OutgoingOverTls().fetch(`https://127.0.0.1:${address.port}/`);

  await expect(call).rejects.toThrow('fetch failed');
  expect(alerts).toMatchObject([{ code: 'ERR_SSL_UNSUPPORTED_PROTOCOL' }]);
  server.close();
});
