import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { StandInRecords } from './stand-in-records.ts';

export interface StandIn {
  readonly baseUrl: string;
  close(): Promise<void>;
}

/**
 * Plays a recipient on loopback, so that the request, the answer and the look afterwards are real
 * while the company behind it is not: `GET` and `DELETE /subjects/{reference}`, with `data` for single
 * categories. It keeps no items.
 */
export async function startStandIn(records: StandInRecords): Promise<StandIn> {
  const server = createServer((request, response) => {
    const status = answer(records, request.method ?? '', request.url ?? '/');
    response.writeHead(status, { 'content-length': 0 }).end();
  });
  const port = await listen(server);
  return { baseUrl: `http://127.0.0.1:${port}`, close: () => stop(server) };
}

function answer(records: StandInRecords, method: string, target: string): number {
  const url = new URL(target, 'http://127.0.0.1');
  const encoded = /^\/subjects\/([^/]+)$/.exec(url.pathname)?.[1];
  if (encoded === undefined) return 404;
  const reference = decodeURIComponent(encoded);
  const data = url.searchParams.getAll('data');
  if (method === 'GET') return records.holds(reference, data) ? 200 : 404;
  if (method === 'DELETE') return records.erase(reference, data) ? 204 : 404;
  return 405;
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (typeof address === 'object' && address !== null) resolve(address.port);
      else reject(new Error('the stand-in has no port'));
    });
  });
}

function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve, reject) => {
    server.close((error) => (error === undefined ? resolve() : reject(error)));
  });
}
