import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { PageFile } from '../index.ts';

/** The headers a real host should send: with them, anything foreign on the page fails to load. */
const headers = {
  'content-security-policy':
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
};

const types: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json',
};

export interface PageServer {
  /** Ends in `/`. */
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** Serves a page set on loopback, a free port. */
export async function servePage(files: readonly PageFile[]): Promise<PageServer> {
  const byPath = new Map(files.map((file) => [`/${file.path}`, file.text]));
  const server = createServer((request, response) => {
    const path = request.url === '/' ? '/index.html' : (request.url ?? '');
    const text = byPath.get(path);
    if (text === undefined) {
      response.writeHead(404, headers).end();
      return;
    }
    const type = types[path.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
    response.writeHead(200, { ...headers, 'content-type': type }).end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // listening on TCP
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
