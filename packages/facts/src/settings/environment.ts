import type { Fact } from '../facts.ts';
import { HOLE } from '../typescript/values.ts';
import { hostSaid, inClear, tlsFrom, unchecked, urlSaid } from './said.ts';
import type { Place } from './said.ts';
import { tlsNamed } from './tls-name.ts';

/**
 * What a variable of a process's environment says by its name and value. A value is never copied
 * into a fact beyond a protocol and a host: it may be a secret.
 */
export function settingsSaid(
  name: string,
  value: string | undefined,
  at: Place['at'],
): readonly Fact[] {
  const said = environmentSaid(name, value, at);
  return value === undefined ? said : [...said, ...hostSaid(value, at)];
}

/** The same for variables of a build, which calls nobody with people's data. */
export function environmentSaid(
  name: string,
  value: string | undefined,
  at: Place['at'],
): readonly Fact[] {
  const said = switchesSaid(name, value, at);
  return value === undefined ? said : [...said, ...urlSaid(value, placeOf(name, at))];
}

/** The same where addresses are read for themselves. */
export function switchesSaid(
  name: string,
  value: string | undefined,
  at: Place['at'],
): readonly Fact[] {
  const place = placeOf(name, at);
  return [...named(name, place), ...(value === undefined ? [] : switched(name, value, place))];
}

function placeOf(name: string, at: Place['at']): Place {
  return { at, subject: `env ${name}` };
}

/** `env:SENTRY_DSN`: who is reached by it, if anybody, is for the reader of the fact to know. */
function named(name: string, { at }: Place): readonly Fact[] {
  if (!/^[A-Z][A-Z0-9]*_[A-Z0-9_]*$/.test(name)) return [];
  const id = `env:${name}`;
  return [{ kind: 'package', at, subject: id, name: id, how: 'dependency' }];
}

function switched(name: string, value: string, place: Place): readonly Fact[] {
  if (value.includes(HOLE)) return [];
  const written = value.length > longestSwitch ? name : `${name}=${value}`;
  const facts: Fact[] = [];
  if (!isLookAlike(name) && switches.some((one) => one.name.test(name) && one.off.test(value)))
    facts.push(unchecked(place, written));
  if (plain.some((one) => one.name.test(name) && one.off.test(value)))
    facts.push(inClear(place, 'setting', written));
  const version = minimumNamed(name, value);
  if (version !== undefined) facts.push(tlsFrom(place, 'client', version, written));
  return facts;
}

/** A name that ends like a tool's own and is another, which that tool does not read. */
function isLookAlike(name: string): boolean {
  return /.(NODE_TLS_REJECT_UNAUTHORIZED|GIT_SSL_NO_VERIFY)$/.test(name);
}

interface Switch {
  readonly name: RegExp;
  /** Values that switch protection off. */
  readonly off: RegExp;
}

/** A longer value is no word for on or off, and may be something to keep quiet. */
const longestSwitch = 12;

const no = /^(0|false|no|off|n|none|disabled?)$/i;
const yes = /^(1|true|yes|on|y)$/i;
const any = /\S/;

// Read by the tools themselves: Node, Git, npm, Python, curl, Go, the clouds' command lines.
const switches: readonly Switch[] = [
  { name: /^NODE_TLS_REJECT_UNAUTHORIZED$/, off: /^0$/ },
  // Git looks whether it is there, not what it says: even `0` switches the check off.
  { name: /^GIT_SSL_NO_VERIFY$/, off: /^/ },
  { name: /^npm_config_strict_ssl$/i, off: no },
  { name: /^YARN_(ENABLE_)?STRICT_SSL$/, off: no },
  { name: /^PYTHONHTTPSVERIFY$/, off: /^0$/ },
  { name: /^PIP_TRUSTED_HOST$|^UV_INSECURE_HOST$|^GOINSECURE$/, off: any },
  { name: /^(REQUESTS|CURL)_CA_BUNDLE$/, off: /^$/ },
  { name: /^(CONDA_|BUNDLE_)?SSL_VERIFY(_MODE|PEER)?$/, off: no },
  { name: /^AZURE_CLI_DISABLE_CONNECTION_VERIFICATION$/, off: yes },
  { name: /^CARGO_HTTP_CHECK_REVOKE$|^CARGO_HTTP_SSL_VERIFY$/, off: no },
  {
    name: /(^|_)(TLS|SSL|HTTPS|INSECURE|CERT(IFICATE)?)_?(INSECURE_)?(SKIP|DISABLE|NO|IGNORE)_?(TLS_|SSL_|CERT_)?(VERIFY|VERIFICATION|VALIDATION|CHECK|ERRORS)?$/,
    off: yes,
  },
  {
    name: /(^|_)(SKIP|DISABLE|NO|IGNORE)_(TLS|SSL|HTTPS|CERT(IFICATE)?)(_CERT)?_(VERIFY|VERIFICATION|VALIDATION|CHECK|ERRORS)$/,
    off: yes,
  },
  {
    name: /(^|_)(INSECURE_SKIP_(TLS_)?VERIFY|SKIP_VERIFY|KUBEINSECURE_SKIP_TLS_VERIFY)$/,
    off: yes,
  },
  { name: /(^|_)(ALLOW|ACCEPT)_(INVALID|SELF_?SIGNED|ALL)_CERT(IFICATE)?S?$/, off: yes },
  { name: /(^|_)(TLS|SSL)_(VERIFY|VERIFICATION|CHECK|REJECT_UNAUTHORIZED)$/, off: no },
  { name: /(^|_)REJECT_UNAUTHORIZED$/, off: no },
  { name: /(^|_)VERIFY_(TLS|SSL|CERTS?|CERTIFICATES?)$/, off: no },
  { name: /SSL_?VERIFICATION_?MODE$/i, off: /^none$/i },
];

const plain: readonly Switch[] = [
  {
    name: /^PGSSLMODE$|(^|_)(PG|POSTGRES|DB|DATABASE)_SSL_?MODE$/,
    off: /^(disable|allow|prefer)$/,
  },
  { name: /(^|_)MYSQL_SSL_MODE$/, off: /^(disabled|preferred)$/i },
  { name: /(^|_)SECURITY_PROTOCOL(_MAP)?$/, off: /^(SASL_)?PLAINTEXT$/i },
  { name: /^OTEL_EXPORTER_OTLP_([A-Z]+_)?INSECURE$/, off: yes },
  { name: /^xpack[._]security[._](http|transport)[._]ssl[._]enabled$/i, off: no },
  { name: /^(DISABLE|NO)_(SSL|TLS|HTTPS)$/, off: yes },
  {
    name: /^(SMTP|MAIL|EMAIL)_(USE_)?(TLS|SSL|STARTTLS)(_ENABLED)?$|^(SMTP|MAIL|EMAIL)_REQUIRE_TLS$/,
    off: no,
  },
  { name: /^(SMTP|MAIL|EMAIL)_IGNORE_TLS$/, off: yes },
  {
    name: /(^|_)(DB|DATABASE|PG|POSTGRES|MYSQL|REDIS|MONGO|MONGODB|RABBITMQ|KAFKA|AMQP)_(USE_)?(SSL|TLS)(_ENABLED)?$/,
    off: no,
  },
];

function minimumNamed(name: string, value: string): ReturnType<typeof tlsNamed> {
  if (name === 'NODE_OPTIONS') {
    const [, version] = /--tls-min-v(1\.[0-3])\b/.exec(value) ?? [];
    return version === undefined ? undefined : tlsNamed(version);
  }
  const isVersion =
    /(^|_)(TLS|SSL)_?(MIN(IMUM)?|MAX(IMUM)?)?_?(PROTOCOL_?)?(VERSION)?$|(^|_)(MIN(IMUM)?|MAX(IMUM)?)_?(TLS|SSL)_?(VERSION)?$/i;
  return isVersion.test(name) && /^(tls|ssl)|^1\.[0-3]$/i.test(value) ? tlsNamed(value) : undefined;
}
