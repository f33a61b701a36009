import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Problem } from '../problems/problem.ts';

const LIMIT_BYTES = 4096;
const TYPES = ['application/x-www-form-urlencoded', 'multipart/form-data'];

/**
 * Forms, below one path alone: what a mail program posts to a one-click link is one, in either
 * encoding (RFC 8058, section 3.2). The body becomes a plain object of its text fields.
 */
export function acceptFormsBelow(server: FastifyInstance, path: string): void {
  server.addContentTypeParser(
    TYPES,
    { parseAs: 'buffer', bodyLimit: LIMIT_BYTES },
    async (request: FastifyRequest, body: Buffer) => {
      if (!request.url.startsWith(path)) throw new Problem(415, 'Send application/json.');
      const type = request.headers['content-type'] ?? '';
      return fieldsOf(new Uint8Array(body), type);
    },
  );
}

async function fieldsOf(body: Uint8Array<ArrayBuffer>, type: string): Promise<object> {
  try {
    // oxlint-disable-next-line typescript/no-deprecated -- deprecated for bodies without a limit; this one has a few kilobytes
    const form = await new Response(body, { headers: { 'content-type': type } }).formData();
    return Object.fromEntries([...form].filter(([, value]) => typeof value === 'string'));
  } catch (error) {
    if (error instanceof TypeError) throw new Problem(400, 'The form cannot be read.');
    throw error;
  }
}
