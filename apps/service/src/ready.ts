import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { get } from 'node:http';
import { get as getOverTls } from 'node:https';
import type { RequestOptions } from 'node:https';
import { join } from 'node:path';
import { readConfig } from './config.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const PATIENCE_MS = 3000;

/** What a container's health check runs beside the service, with the same settings. */
export async function exitCodeOfProbe(): Promise<0 | 1> {
  const result = readConfig(process.env, ROOT);
  if (!result.ok) return 1;
  const { port, tls } = result.config;
  return (await isReady(port, tls?.cert)) ? 0 : 1;
}

/**
 * Whether the service on this machine answers `/readyz` with 200.
 * @param certificate file with the one it serves, and no other is taken for it; absent: it serves without TLS
 */
export function isReady(port: number, certificate?: string): Promise<boolean> {
  return new Promise((resolve) => {
    const options = { host: '127.0.0.1', port, path: '/readyz', timeout: PATIENCE_MS };
    const asked =
      certificate === undefined
        ? get(options)
        : getOverTls({ ...options, ...pinnedTo(readFileSync(certificate)) });
    asked.once('response', (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    asked.once('timeout', () => asked.destroy());
    asked.once('error', () => resolve(false));
    asked.once('close', () => resolve(false));
  });
}

/** It is asked for by its address, so it is known by its certificate and not by its name. */
function pinnedTo(certificate: Buffer): RequestOptions {
  const { fingerprint256 } = new X509Certificate(certificate);
  return {
    ca: certificate,
    allowPartialTrustChain: true,
    checkServerIdentity: (_, shown) =>
      shown.fingerprint256 === fingerprint256 ? undefined : new Error('another certificate'),
  };
}
