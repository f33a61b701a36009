import { existsSync } from 'node:fs';
import { isIP } from 'node:net';
import { join, resolve } from 'node:path';

/** Settings of one process, all of them checked. */
export interface Config {
  readonly port: number;
  readonly host: string;
  /** A real PostgreSQL; absent: the embedded one in `dataDir`. */
  readonly databaseUrl?: string;
  readonly dataDir: string;
  readonly policyDir: string;
  /** File that names the stores of the data map and how to reach them. */
  readonly stores: string;
  /** SHA-256 of it is compared; absent: one is made at the first start and printed once. */
  readonly adminToken?: string;
  /** PEM file with an Ed25519 private key. */
  readonly signingKey: string;
  /** File with the key of the pseudonyms; the same for every process on one database. */
  readonly pseudonymKey: string;
  /** Where readers reach this service, without a slash at the end; absent: as it listens. */
  readonly publicUrl?: string;
  readonly tls?: { readonly cert: string; readonly key: string };
  /** Milliseconds between two looks for due erasures. */
  readonly sweepMs: number;
  /** Milliseconds that a client may take to send a request; absent: 10,000. */
  readonly requestMs?: number;
  /** Requests in work at once; absent: 1,000. */
  readonly mostInFlight?: number;
  /** Requests a second that one token may make; absent: any. */
  readonly mostPerSecond?: number;
  /** One decision in so many is logged; absent: every one. */
  readonly decisionLogOneIn?: number;
  /** Days that the decision log is kept, where the clauses leave as many; absent: as many as they do. */
  readonly decisionLogDays?: number;
  /** Where people sign in; absent: nobody does. */
  readonly oidc?: OidcConfig;
  /** Whether `/metrics` needs no token. */
  readonly metricsOpen?: boolean;
  /** Addresses and networks whose `X-Forwarded-For` is believed; absent: nobody's is. */
  readonly trustedProxies?: readonly string[];
  /** Hosts that the process may call beside those that other settings name. */
  readonly egressHosts?: readonly string[];
  /** Where spans are sent; absent: none are made. */
  readonly otlp?: OtlpConfig;
  /** A variable that the stores file names, such as the URL of a store. */
  readonly variable: (name: string) => string | undefined;
}

/** A collector that takes OTLP over HTTP. */
export interface OtlpConfig {
  /** Without `/v1/traces`. */
  readonly endpoint: string;
  /** Such as the one that lets us in there. */
  readonly headers: Readonly<Record<string, string>>;
  readonly serviceName: string;
}

/** The identity provider whose tokens are taken, and what is asked of them. */
export interface OidcConfig {
  /** As its tokens name it, letter for letter. */
  readonly issuer: string;
  readonly audience: string;
  /** The claim that holds scopes of this service. */
  readonly scopesClaim: string;
  /** How long ago a person may have signed in, where a clause asks for a second factor. */
  readonly maxAgeSeconds: number;
  /** Values of `acr` by which the provider says that two factors were shown. */
  readonly acrValues: readonly string[];
}

export type ConfigResult =
  | { readonly ok: true; readonly config: Config }
  /** One line a wrong setting, beginning with its name. */
  | { readonly ok: false; readonly problems: readonly string[] };

/** Twelve hours: a working day. */
export const DEFAULT_MAX_AGE_SECONDS = 43_200;

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The only reader of the environment. Names every wrong setting at once.
 * @param root folder that relative paths start from
 */
export function readConfig(environment: Environment, root: string): ConfigResult {
  const problems: string[] = [];
  const read = reader(environment, root, problems);
  const tls = readTls(read);
  const dataDir = read.path('DATA_DIR', '.data');
  const databaseUrl = readDatabaseUrl(read);
  const adminToken = readAdminToken(read);
  const publicUrl = readPublicUrl(read);
  const oidc = readOidc(read);
  const config: Config = {
    port: read.integer('PORT', 3000, 0, 65_535),
    host: readHost(read, tls !== undefined),
    dataDir,
    policyDir: read.path('POLICY_DIR', 'policy'),
    stores: readStores(read),
    signingKey: read.path('SIGNING_KEY', join(dataDir, 'signing.key')),
    pseudonymKey: read.path('PSEUDONYM_KEY', join(dataDir, 'pseudonym.key')),
    variable: (name) => read.text(name),
    requestMs: read.integer('REQUEST_SECONDS', 10, 1, 600) * 1000,
    mostInFlight: read.integer('MAX_IN_FLIGHT', 1000, 1, 100_000),
    ...(read.text('MAX_PER_SECOND') === undefined
      ? {}
      : { mostPerSecond: read.integer('MAX_PER_SECOND', 0, 1, 1_000_000) }),
    ...(read.text('DECISION_LOG_DAYS') === undefined
      ? {}
      : { decisionLogDays: read.integer('DECISION_LOG_DAYS', 1, 1, 3650) }),
    decisionLogOneIn: read.integer('DECISION_LOG_ONE_IN', 1, 1, 1_000_000),
    sweepMs: read.integer('SWEEP_SECONDS', 30, 1, 86_400) * 1000,
    ...(publicUrl === undefined ? {} : { publicUrl }),
    ...(databaseUrl === undefined ? {} : { databaseUrl }),
    ...(adminToken === undefined ? {} : { adminToken }),
    ...(tls === undefined ? {} : { tls }),
    ...(oidc === undefined ? {} : { oidc }),
    ...readSurroundings(read),
  };
  return problems.length === 0 ? { ok: true, config } : { ok: false, problems };
}

interface Reader {
  text(name: string): string | undefined;
  path(name: string, fallback: string): string;
  integer(name: string, fallback: number, least: number, most: number): number;
  yes(name: string): boolean;
  wrong(name: string, problem: string): void;
}

function reader(environment: Environment, root: string, problems: string[]): Reader {
  const text = (name: string): string | undefined => {
    const value = environment[name];
    return value === undefined || value === '' ? undefined : value;
  };
  const wrong = (name: string, problem: string): void => {
    problems.push(`${name}: ${problem}`);
  };
  return {
    text,
    wrong,
    path: (name, fallback) => resolve(root, text(name) ?? fallback),
    integer: (name, fallback, least, most) => {
      const value = text(name);
      if (value === undefined) return fallback;
      const number = /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN;
      if (number >= least && number <= most) return number;
      wrong(name, `\`${value}\` is not a whole number from ${least} to ${most}`);
      return fallback;
    },
    yes: (name) => {
      const value = text(name) ?? 'no';
      if (value !== 'yes' && value !== 'no') wrong(name, `\`${value}\` is not \`yes\` or \`no\``);
      return value === 'yes';
    },
  };
}

function readHost(read: Reader, hasTls: boolean): string {
  const host = read.text('HOST') ?? '127.0.0.1';
  if (!hasTls && !isLoopback(host)) {
    read.wrong('HOST', `\`${host}\` is not loopback; set TLS_CERT and TLS_KEY to serve others`);
  }
  return host;
}

/** This machine, by name or address. */
export function isLoopback(host: string): boolean {
  if (host === 'localhost' || host === '::1') return true;
  return isIP(host) === 4 && host.startsWith('127.');
}

function readTls(read: Reader): Config['tls'] {
  const given = ['TLS_CERT', 'TLS_KEY'].filter((name) => read.text(name) !== undefined);
  for (const name of given) {
    const file = read.path(name, '');
    if (!existsSync(file)) read.wrong(name, `there is no file \`${file}\``);
  }
  if (given.length === 0) return undefined;
  if (given.length === 1) {
    read.wrong(given[0] === 'TLS_CERT' ? 'TLS_KEY' : 'TLS_CERT', 'is missing beside the other one');
  }
  return { cert: read.path('TLS_CERT', ''), key: read.path('TLS_KEY', '') };
}

function readDatabaseUrl(read: Reader): string | undefined {
  const value = read.text('DATABASE_URL');
  if (value === undefined) return undefined;
  const url = URL.canParse(value) ? new URL(value) : undefined;
  // The value may hold a password, so it is not repeated.
  if (url === undefined || !['postgres:', 'postgresql:'].includes(url.protocol)) {
    read.wrong('DATABASE_URL', 'is not a postgres:// URL');
  }
  return value;
}

function readPublicUrl(read: Reader): string | undefined {
  const value = read.text('PUBLIC_URL');
  if (value === undefined) return undefined;
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url?.protocol !== 'https:' || url.search !== '' || url.hash !== '') {
    read.wrong('PUBLIC_URL', `\`${value}\` is not an https:// address`);
  }
  return value.replace(/\/+$/, '');
}

function readOidc(read: Reader): OidcConfig | undefined {
  const [issuer, audience] = [read.text('OIDC_ISSUER'), read.text('OIDC_AUDIENCE')];
  if (issuer === undefined && audience === undefined) return undefined;
  if (issuer === undefined) read.wrong('OIDC_ISSUER', 'is missing beside OIDC_AUDIENCE');
  else if (!isSafeToAsk(issuer)) {
    read.wrong('OIDC_ISSUER', `\`${issuer}\` is not an https:// address without query`);
  }
  if (audience === undefined) read.wrong('OIDC_AUDIENCE', 'is missing beside OIDC_ISSUER');
  const acrValues = (read.text('OIDC_ACR_VALUES') ?? '').split(' ').filter((acr) => acr !== '');
  if (acrValues.some((acr) => !/^[\x21\x23-\x5b\x5d-\x7e]+$/.test(acr))) {
    read.wrong('OIDC_ACR_VALUES', 'are words of visible ASCII with a space between them');
  }
  return {
    issuer: issuer ?? '',
    audience: audience ?? '',
    scopesClaim: read.text('OIDC_SCOPES_CLAIM') ?? 'scope',
    maxAgeSeconds: read.integer('OIDC_MAX_AGE_SECONDS', DEFAULT_MAX_AGE_SECONDS, 60, 2_592_000),
    acrValues,
  };
}

/** Who stands between us and those who ask, and who watches. */
function readSurroundings(
  read: Reader,
): Pick<Config, 'metricsOpen' | 'trustedProxies' | 'egressHosts' | 'otlp'> {
  const trustedProxies = readTrustedProxies(read);
  const otlp = readOtlp(read);
  return {
    metricsOpen: read.yes('METRICS_OPEN'),
    egressHosts: readEgressHosts(read),
    ...(trustedProxies === undefined ? {} : { trustedProxies }),
    ...(otlp === undefined ? {} : { otlp }),
  };
}

function readEgressHosts(read: Reader): readonly string[] {
  const hosts = (read.text('EGRESS_HOSTS') ?? '').split(/[\s,]+/).filter((host) => host !== '');
  for (const host of hosts) {
    if (!/^(?:[\w-]+\.)*[\w-]+$/.test(host) && isIP(host) === 0)
      read.wrong('EGRESS_HOSTS', `\`${host}\` is not the name or address of one host`);
  }
  return hosts;
}

function readTrustedProxies(read: Reader): readonly string[] | undefined {
  const networks = read.text('TRUSTED_PROXIES')?.split(/[\s,]+/);
  for (const network of networks ?? []) {
    if (!isNetwork(network))
      read.wrong('TRUSTED_PROXIES', `\`${network}\` is no address and no network of one (CIDR)`);
  }
  return networks;
}

/** All of the internet is no proxy. */
function isNetwork(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/');
  const most = { 0: 0, 4: 32, 6: 128 }[isIP(address)] ?? 0;
  if (most === 0 || more.length > 0) return false;
  return bits === undefined || (/^[1-9]\d{0,2}$/.test(bits) && Number(bits) <= most);
}

function readOtlp(read: Reader): OtlpConfig | undefined {
  const endpoint = read.text('OTEL_EXPORTER_OTLP_ENDPOINT');
  if (endpoint === undefined) return undefined;
  if (!isSafeToAsk(endpoint)) {
    const problem = `\`${endpoint}\` is not an https:// address without query`;
    read.wrong('OTEL_EXPORTER_OTLP_ENDPOINT', problem);
  }
  return {
    endpoint: endpoint.replace(/\/+$/, ''),
    headers: readOtlpHeaders(read),
    serviceName: read.text('OTEL_SERVICE_NAME') ?? 'troth',
  };
}

/** `name=value,name=value`, values percent-encoded, as OpenTelemetry has it. They are secrets and not repeated. */
function readOtlpHeaders(read: Reader): Readonly<Record<string, string>> {
  const name = 'OTEL_EXPORTER_OTLP_HEADERS';
  const pairs = (read.text(name) ?? '').split(',').filter((pair) => pair.trim() !== '');
  const found = pairs.map((pair) => /^\s*([\w-]+)=((?:[^%]|%[\da-fA-F]{2})*)$/.exec(pair) ?? []);
  if (found.some(([, header]) => header === undefined))
    read.wrong(name, 'is not a list of name=value with commas between');
  return Object.fromEntries(
    found.map(([, header = '', value = '']) => [header, decodedOr(value, read, name)]),
  );
}

function decodedOr(value: string, read: Reader, name: string): string {
  try {
    return decodeURIComponent(value.trim());
  } catch {
    read.wrong(name, 'holds a value that is not percent-encoded UTF-8');
    return '';
  }
}

/** Plain HTTP never leaves the machine. */
export function isSafeToAsk(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, search, hash } = new URL(address);
  const isPrivate = protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
  return isPrivate && search === '' && hash === '';
}

function readAdminToken(read: Reader): string | undefined {
  const value = read.text('POLICY_ADMIN_TOKEN');
  if (value !== undefined && !/^[\x21-\x7e]{16,512}$/.test(value)) {
    read.wrong('POLICY_ADMIN_TOKEN', 'needs 16 to 512 visible ASCII characters');
  }
  return value;
}

function readStores(read: Reader): string {
  const file = read.path('STORES', join('examples', 'platform', 'stores.yaml'));
  if (read.text('STORES') !== undefined && !existsSync(file)) {
    read.wrong('STORES', `there is no file \`${file}\``);
  }
  return file;
}
