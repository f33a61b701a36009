import { isIP } from 'node:net';

export type TlsMinimum = 'TLSv1.2' | 'TLSv1.3';

export interface Connection {
  readonly connectionString: string;
  readonly ssl?: { readonly minVersion: TlsMinimum; readonly rejectUnauthorized: true };
}

/** What a URL may say of TLS; it would win over the policy. */
const TLS_PARAMETERS = ['sslmode', 'ssl', 'sslrootcert', 'uselibpqcompat'];

/** How a PostgreSQL is reached: over loopback as it stands there, else by no less than the policy's TLS. */
export function connectionTo(databaseUrl: string, minVersion: TlsMinimum): Connection {
  const url = new URL(databaseUrl);
  if (isLoopback(url.hostname)) return { connectionString: url.href };
  for (const name of TLS_PARAMETERS) url.searchParams.delete(name);
  return { connectionString: url.href, ssl: { minVersion, rejectUnauthorized: true } };
}

function isLoopback(host: string): boolean {
  if (host === 'localhost' || host === '[::1]') return true;
  return isIP(host) === 4 && host.startsWith('127.');
}
