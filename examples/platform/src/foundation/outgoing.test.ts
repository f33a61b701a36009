import { once } from 'node:events';
import { createServer } from 'node:net';

import { expect, test } from 'vitest';

import { OutgoingOverTls } from './outgoing.ts';

/** RFC 8446, 4.2.1: extension 43, three bytes, a list of two: TLS 1.3 alone. */
const onlyTls13 = '002b0003020304';

test('other machines are offered TLS 1.3 and nothing older', async () => {
  let hello = '';
  const server = createServer((socket) => {
    socket.once('data', (bytes) => {
      hello = bytes.toString('hex');
      socket.destroy();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');

  const call = new OutgoingOverTls().fetch(`https://127.0.0.1:${address.port}/`);

  await expect(call).rejects.toThrow('fetch failed');
  expect(hello).toContain(onlyTls13);
  server.close();
});
