import { get as getOverHttp } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { get as getOverTls } from 'node:https';
import type { SecureVersion } from 'node:tls';

const TIMEOUT_MS = 5000;
const LONGEST_BYTES = 1024 * 1024;

/**
 * A document of the identity provider. No redirect is followed, and nothing is awaited or read without
 * an end.
 * @throws Error when it cannot be had
 */
export async function fetchDocument(address: string, minVersion: SecureVersion): Promise<string> {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const headers = { accept: 'application/json' };
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const request = address.startsWith('https:')
      ? getOverTls(address, { signal, headers, minVersion, agent: false }, resolve)
      : getOverHttp(address, { signal, headers, agent: false }, resolve);
    request.once('error', reject);
  });
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > LONGEST_BYTES) throw new Error('the identity provider sent more than it may');
    chunks.push(chunk);
  }
  if (response.statusCode !== 200) throw new Error('the identity provider did not answer 200');
  return Buffer.concat(chunks).toString('utf8');
}
