/** What the platform is told from outside; also the token by which Nest injects it. */
export abstract class Config {
  abstract readonly port: number;
  abstract readonly databaseUrl: string;
  /** Where people open the platform, without a slash at the end. */
  abstract readonly publicUrl: string;
  /** Paths of the certificate and key that the load balancer's connection is encrypted with. */
  abstract readonly tls: { readonly certificate: string; readonly key: string };
  abstract readonly sessionKey: string;
  abstract readonly bucket: string;
  /** Of the cache and the queue; a `rediss:` address. */
  abstract readonly redisUrl: string;
  abstract readonly troth: { readonly url: string; readonly token: string };
  /** Where the guard keeps the last good policy, the key that signs it, and the key of pseudonyms. */
  abstract readonly guard: {
    readonly folder: string;
    readonly publicKey: string;
    readonly pseudonymKey: Uint8Array;
  };
  abstract readonly stripe: {
    readonly key: string;
    readonly webhookSecret: string;
    readonly price: string;
  };
  abstract readonly postmark: { readonly token: string; readonly from: string };
  abstract readonly google: OAuthClient;
  abstract readonly github: OAuthClient;
}

export interface OAuthClient {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** @throws Error that names every variable that is missing or wrong */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const wrong: string[] = [];
  const text = (name: string): string => {
    const value = env[name];
    if (value === undefined || value === '') wrong.push(`${name} is missing`);
    return value ?? '';
  };
  const encrypted = (name: string, scheme: 'https' | 'rediss'): string => {
    const value = text(name);
    if (value !== '' && !value.startsWith(`${scheme}://`))
      wrong.push(`${name} is not an ${scheme} address`);
    return value.replace(/\/$/, '');
  };
  const key = (name: string): Uint8Array => {
    const value = Buffer.from(text(name), 'base64');
    if (value.length !== 32) wrong.push(`${name} is not 32 bytes in base64`);
    return value;
  };
  const port = Number(env['PORT'] ?? '8443');
  if (!Number.isInteger(port) || port < 1 || port > 65_535) wrong.push('PORT is not a port');

  const config: Config = {
    port,
    databaseUrl: text('DATABASE_URL'),
    publicUrl: encrypted('PUBLIC_URL', 'https'),
    tls: { certificate: text('TLS_CERT'), key: text('TLS_KEY') },
    sessionKey: text('SESSION_KEY'),
    bucket: text('SNAPSHOTS_BUCKET'),
    redisUrl: encrypted('REDIS_URL', 'rediss'),
    troth: { url: encrypted('TROTH_URL', 'https'), token: text('TROTH_TOKEN') },
    guard: {
      folder: text('GUARD_FOLDER'),
      publicKey: text('TROTH_PUBLIC_KEY'),
      pseudonymKey: key('TROTH_PSEUDONYM_KEY'),
    },
    stripe: {
      key: text('STRIPE_KEY'),
      webhookSecret: text('STRIPE_WEBHOOK_SECRET'),
      price: text('STRIPE_PRICE'),
    },
    postmark: { token: text('POSTMARK_TOKEN'), from: text('MAIL_FROM') },
    google: { clientId: text('GOOGLE_CLIENT_ID'), clientSecret: text('GOOGLE_CLIENT_SECRET') },
    github: { clientId: text('GITHUB_CLIENT_ID'), clientSecret: text('GITHUB_CLIENT_SECRET') },
  };
  if (wrong.length > 0) throw new Error(`the platform cannot start: ${wrong.join(', ')}`);
  return config;
}
