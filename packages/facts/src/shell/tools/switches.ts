import type { Fact, Known } from '../../facts.ts';
import { inClear, inClearTo, tlsFrom, unchecked } from '../../settings/said.ts';
import { tlsNamed } from '../../settings/tls-name.ts';
import { endpointOf } from '../../typescript/url.ts';
import { HOLE } from '../../typescript/values.ts';
import type { Call, Tool } from '../tool.ts';
import type { Word } from '../words.ts';

interface Switch {
  readonly tools: readonly string[];
  /** The words of the call, each after the other; the last says it. */
  readonly words: readonly RegExp[];
  readonly says: 'unchecked' | 'in-clear';
}

const off = '(false|0|no|off|none)';
const unverified = 'unchecked';
const plain = 'in-clear';

// What each tool's own manual calls them.
const switches: readonly Switch[] = [
  {
    tools: ['npm', 'pnpm', 'yarn', 'npx', 'bun'],
    words: [/^--(strict-ssl=false|no-strict-ssl)$/i],
    says: unverified,
  },
  {
    tools: ['npm', 'pnpm', 'yarn'],
    words: [/^set$/, /^strict-ssl$/i, /^false$/i],
    says: unverified,
  },
  { tools: ['npm', 'pnpm', 'yarn'], words: [/^set$/, /^strict-ssl=false$/i], says: unverified },
  { tools: ['yarn'], words: [/^enableStrictSsl$/i, /^false$/i], says: unverified },
  { tools: ['git'], words: [/^http\.(.*\.)?sslVerify=(false|0|no|off)$/i], says: unverified },
  { tools: ['git'], words: [/^http\.(.*\.)?sslVerify$/i, /^(false|0|no|off)$/i], says: unverified },
  {
    tools: ['pip', 'pip2', 'pip3', 'python', 'python3'],
    words: [/^--trusted-host(=.+)?$/],
    says: unverified,
  },
  {
    tools: ['pip', 'pip2', 'pip3'],
    words: [/^(global|install)\.trusted-host$/, /^\S+$/],
    says: unverified,
  },
  { tools: ['uv'], words: [/^--(allow-insecure-host|trusted-host)(=.+)?$/], says: unverified },
  {
    tools: ['conda', 'mamba', 'micromamba'],
    words: [/^ssl_verify$/, new RegExp(`^${off}$`, 'i')],
    says: unverified,
  },
  { tools: ['conda', 'mamba', 'micromamba'], words: [/^(-k|--insecure)$/], says: unverified },
  { tools: ['poetry'], words: [/^certificates\..+\.cert$/, /^false$/], says: unverified },
  {
    tools: ['apt', 'apt-get', 'aptitude'],
    words: [/Acquire::https?::(.*::)?Verify-(Peer|Host)=["']?(false|0|no)/i],
    says: unverified,
  },
  {
    tools: ['yum', 'dnf', 'microdnf', 'tdnf', 'dnf5', 'yum-config-manager', 'dnf-config-manager'],
    words: [/sslverify=(false|0|no)\b/i],
    says: unverified,
  },
  {
    tools: ['bundle', 'bundler', 'gem'],
    words: [/ssl_verify_mode$/i, /^(0|none)$/i],
    says: unverified,
  },
  { tools: ['cargo'], words: [/^http\.(check-revoke|ssl-verify)=false$/i], says: unverified },
  { tools: ['composer'], words: [/^disable-tls$/, /^(true|1)$/], says: plain },
  { tools: ['composer'], words: [/^secure-http$/, /^(false|0)$/], says: plain },
  {
    tools: ['kubectl', 'helm', 'oc', 'etcdctl', 'linkerd', 'flux', 'cilium', 'kustomize'],
    words: [/^--(kube-)?insecure-skip-tls-verify(=true)?$/],
    says: unverified,
  },
  { tools: ['argocd'], words: [/^--insecure(=true)?$/], says: unverified },
  { tools: ['argocd', 'grpcurl', 'ghz', 'evans'], words: [/^--?plaintext(=true)?$/], says: plain },
  {
    tools: ['grpcurl', 'mc', 'oras', 'crane', 'cosign', 'regctl', 'buf', 'influx'],
    words: [/^--?(insecure|allow-insecure-registry|skip-verify)(=true)?$/],
    says: unverified,
  },
  {
    tools: ['vault', 'consul', 'nomad', 'boundary'],
    words: [/^--?tls-skip-verify(=true)?$/],
    says: unverified,
  },
  {
    tools: ['docker', 'podman', 'buildah', 'skopeo'],
    words: [/^--(src-|dest-)?tls-?verify=(false|0)$/],
    says: unverified,
  },
  {
    tools: ['dockerd', 'docker', 'minikube', 'k3d'],
    words: [/^--insecure-registry(=.+)?$/],
    says: plain,
  },
  {
    tools: ['executor', 'kaniko'],
    words: [/^--skip-tls-verify(-pull|-registry)?(=.+)?$/],
    says: unverified,
  },
  { tools: ['executor', 'kaniko'], words: [/^--insecure(-pull|-registry)?(=.+)?$/], says: plain },
  {
    tools: ['aws', 's3cmd', 's5cmd', 'awscurl', 'eksctl'],
    words: [/^--(no-verify-ssl|no-check-certificate)$/],
    says: unverified,
  },
  { tools: ['s3cmd'], words: [/^--no-ssl$/], says: plain },
  { tools: ['rclone'], words: [/^--no-check-certificate(=true)?$/], says: unverified },
  {
    tools: ['http', 'https', 'httpie', 'xh', 'xhs'],
    words: [/^--verify=(no|false)$/i],
    says: unverified,
  },
  { tools: ['aria2c'], words: [/^--check-certificate=false$/], says: unverified },
  { tools: ['svn'], words: [/^--trust-server-cert(-failures=.+)?$/], says: unverified },
  { tools: ['lftp'], words: [/ssl:verify-certificate (no|false)/], says: unverified },
  {
    tools: ['ldapsearch', 'ldapmodify', 'ldapadd'],
    words: [/^TLS_REQCERT=never$/],
    says: unverified,
  },
  {
    tools: [
      'mongo',
      'mongosh',
      'mongod',
      'mongos',
      'mongodump',
      'mongorestore',
      'mongoexport',
      'mongoimport',
    ],
    words: [/^--(tls|ssl)(AllowInvalid(Certificates|Hostnames)|Insecure)$/],
    says: unverified,
  },
  {
    tools: ['mongod', 'mongos'],
    words: [/^--(tls|ssl)Mode$/, /^(disabled|allowTLS|preferTLS|allowSSL|preferSSL)$/],
    says: plain,
  },
  {
    tools: ['mysql', 'mysqldump', 'mysqladmin', 'mariadb', 'mariadb-dump'],
    words: [/^--(ssl-mode=(disabled|preferred)|skip-ssl|ssl=0|disable-ssl)$/i],
    says: plain,
  },
  {
    tools: ['mysql', 'mysqldump', 'mysqladmin'],
    words: [/^--ssl-mode$/, /^(disabled|preferred)$/i],
    says: plain,
  },
  {
    tools: ['mysqld', 'mariadbd'],
    words: [/^--(require[-_]secure[-_]transport=(off|0)|skip-ssl|ssl=(off|0))$/i],
    says: plain,
  },
  {
    tools: ['psql', 'pg_dump', 'pg_restore', 'pg_basebackup', 'createdb'],
    words: [/\bsslmode=(disable|allow|prefer)\b/],
    says: plain,
  },
  { tools: ['cockroach'], words: [/^--insecure(=true)?$/], says: plain },
  { tools: ['redis-cli', 'valkey-cli'], words: [/^--insecure$/], says: unverified },
  { tools: ['ncat', 'socat'], words: [/verify=0\b/], says: unverified },
  {
    tools: ['node', 'nodejs', 'tsx', 'ts-node'],
    words: [/^--use-openssl-ca=false$/],
    says: unverified,
  },
  {
    tools: ['Invoke-WebRequest', 'Invoke-RestMethod', 'iwr', 'irm'],
    words: [/^-SkipCertificateCheck$/i],
    says: unverified,
  },
  { tools: ['telnet'], words: [/^[^-]/], says: plain },
];

/** Tools whose one option switches the protection of their connections off. */
export const switchTools: readonly Tool[] = [
  { names: [...new Set(switches.flatMap(({ tools }) => tools))], read: readSwitches },
  { names: ['node', 'nodejs', 'tsx', 'ts-node', 'nodemon'], read: readNode },
];

function readSwitches(call: Call): readonly Fact[] {
  const own = switches.filter(({ tools }) => tools.includes(call.tool));
  return call.args.flatMap((_, at) => {
    const said = own.find(({ words }) =>
      words.every((word, n) => word.test(call.args[at + n]?.text ?? '')),
    );
    return said === undefined ? [] : switched(said, call, at);
  });
}

function switched({ words, says }: Switch, call: Call, at: number): readonly Fact[] {
  const said = call.args.slice(at, at + words.length);
  const [first] = said;
  if (first === undefined) return [];
  const text = words.map((word, n) => shownOf(word, said[n])).join(' ');
  const place = call.placeOf(`${call.tool} ${text}`, first, said.at(-1));
  const written = `${call.tool} ${text}`;
  if (says === 'unchecked') return [unchecked(place, written)];
  const host = hostOf(call);
  return host === undefined
    ? [inClear(place, call.tool, written)]
    : inClearTo(host, place, call.tool, written);
}

/** Where a call connects to, as far as its words say. */
function hostOf({ args }: Call): Known<string> | undefined {
  for (const [at, { text }] of args.entries()) {
    const next = /^(-h|--host)$/.test(text) ? args[at + 1]?.text : undefined;
    const named = /(?:^|\s)(?:--)?host=(\S+)/.exec(text)?.[1] ?? /^([\w.-]+):\d+$/.exec(text)?.[1];
    const host = endpointOf(text)?.host ?? next ?? named;
    if (host !== undefined) return host.includes(HOLE) ? 'unknown' : host;
  }
  return undefined;
}

/** Only what was asked for, and no password of an address: the rest of a word may be a secret. */
function shownOf(word: RegExp, { text }: Word = { text: '', start: 0, end: 0 }): string {
  return (word.exec(text)?.[0] ?? '').replaceAll(/\/\/[^/@]*@/g, '//');
}

function readNode(call: Call): readonly Fact[] {
  return call.args.flatMap((word) => {
    const [, bound, version = ''] = /^--tls-(min|max)-v(1\.[0-3])$/.exec(word.text) ?? [];
    const minimum = tlsNamed(version);
    if (minimum === undefined || (bound === 'max' && minimum === '1.3')) return [];
    const place = call.placeOf(`${call.tool} ${word.text}`, word);
    return [tlsFrom(place, 'client', minimum, `${call.tool} ${word.text}`)];
  });
}
