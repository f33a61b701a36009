import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import type { buildConnector } from 'undici';

/** Postbote on loopback: what reaches it by the wire, byte for byte, and what it makes of it. */
export interface Postbote {
  /** Every byte since the last `forget`. */
  readonly wire: () => string;
  /** The bodies of the requests that came in full. */
  readonly bodies: string[];
  readonly port: number;
  readonly forget: () => void;
  readonly stop: () => void;
  /** Opens a connection here, whichever host is asked for. */
  readonly connect: buildConnector.connector;
}

/** @param answer when a request that came in full is answered */
export async function startPostbote(
  answer: () => Promise<void> = () => Promise.resolve(),
): Promise<Postbote> {
  const bodies: string[] = [];
  const bytes: Buffer[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('error', () => undefined);
    request.on('end', () => {
      bodies.push(Buffer.concat(parts).toString());
      void answer().then(() => response.end('ok'));
    });
  });
  server.on('connection', (socket) => {
    socket.on('data', (part: Buffer) => bytes.push(part));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  return {
    bodies,
    port,
    wire: () => Buffer.concat(bytes).toString(),
    forget: () => {
      bodies.length = 0;
      bytes.length = 0;
    },
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
    connect: (_, done) => {
      const socket = connect(port, '127.0.0.1');
      socket.once('connect', () => done(null, socket));
      socket.once('error', (error) => done(error, null));
    },
  };
}
