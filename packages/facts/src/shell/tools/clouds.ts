import type { Fact } from '../../facts.ts';
import { storePorts } from '../../settings/ports.ts';
import { exposed, inClear, stored, tlsFrom } from '../../settings/said.ts';
import type { Place } from '../../settings/said.ts';
import { tlsNamed } from '../../settings/tls-name.ts';
import type { Call, Tool } from '../tool.ts';
import type { Word } from '../words.ts';

/** The command lines of the clouds, where one command opens or makes something. */
export const clouds: readonly Tool[] = [
  { names: ['aws'], read: (call) => readCommands(call, aws) },
  { names: ['gcloud', 'gsutil', 'bq'], read: (call) => readCommands(call, google) },
  { names: ['az'], read: (call) => readCommands(call, azure) },
];

type Said =
  | { readonly says: 'exposed' | 'in-clear' | 'not-encrypted' }
  /** The value of the option names the oldest version that is taken. */
  | { readonly says: 'tls' };

type Row = Said & {
  /** The command's own words, in their order: `rds create-db-instance`. */
  readonly command: RegExp;
  /** The option that says it; without one the command itself does. */
  readonly option?: string;
  readonly value?: RegExp;
  /** Without one of these the command says it, and `missing` is what it lacks. */
  readonly unless?: RegExp;
  readonly missing?: string;
};

const no = /^(false|no|0|disabled)$/i;
const yes = /^(true|yes|1|enabled)$/i;
const everywhere = /(^|[,\s=])(0\.0\.0\.0\/0|::\/0)(,|$)/;
const publicAcl = /^(public-read(-write)?|authenticated-read)$/;
const database = 'rds (create|modify|restore)-db-';

// @see https://docs.aws.amazon.com/cli/latest/reference/
const aws: readonly Row[] = [
  { command: /^s3(api)? /, option: '--acl', value: publicAcl, says: 'exposed' },
  {
    command: /^s3api put-public-access-block/,
    option: '--public-access-block-configuration',
    value: /false/i,
    says: 'exposed',
  },
  { command: /^s3api delete-public-access-block/, says: 'exposed' },
  { command: new RegExp(`^${database}`), option: '--publicly-accessible', says: 'exposed' },
  {
    command: /^redshift (create|modify)-cluster/,
    option: '--publicly-accessible',
    says: 'exposed',
  },
  {
    command: /^lambda create-function-url/,
    option: '--auth-type',
    value: /^NONE$/,
    says: 'exposed',
  },
  { command: /^lambda add-permission/, option: '--principal', value: /^\*$/, says: 'exposed' },
  { command: new RegExp(`^${database}`), option: '--no-storage-encrypted', says: 'not-encrypted' },
  {
    command: /^rds create-db-instance/,
    unless: /^--((no-)?storage-encrypted|db-cluster-identifier|cli-input-(json|yaml))$/,
    missing: '--storage-encrypted',
    says: 'not-encrypted',
  },
  { command: /^redshift create-cluster/, option: '--no-encrypted', says: 'not-encrypted' },
  { command: /^ec2 create-volume/, option: '--no-encrypted', says: 'not-encrypted' },
  { command: /^efs create-file-system/, option: '--no-encrypted', says: 'not-encrypted' },
  {
    command: /^efs create-file-system/,
    unless: /^--((no-)?encrypted|cli-input-(json|yaml))$/,
    missing: '--encrypted',
    says: 'not-encrypted',
  },
  { command: /^ec2 disable-ebs-encryption-by-default/, says: 'not-encrypted' },
  { command: /^elasticache /, option: '--no-at-rest-encryption-enabled', says: 'not-encrypted' },
  { command: /^elasticache /, option: '--no-transit-encryption-enabled', says: 'in-clear' },
];

const allUsers = /(^|[:,=])(allUsers|allAuthenticatedUsers)(:|,|$)/;

// @see https://cloud.google.com/sdk/gcloud/reference
const google: readonly Row[] = [
  {
    command:
      /^(storage buckets|projects|sql|bq|kms|secrets|pubsub|artifacts).* add-iam-policy-binding/,
    option: '--member',
    value: allUsers,
    says: 'exposed',
  },
  {
    command: /^(iam ch|acl ch|defacl ch) .*(allUsers|allAuthenticatedUsers|AllUsers)/,
    says: 'exposed',
  },
  { command: /^(acl|defacl) (set|ch) .*public-read/, says: 'exposed' },
  {
    command: /^sql instances (create|patch)/,
    option: '--authorized-networks',
    value: everywhere,
    says: 'exposed',
  },
  { command: /^sql instances (create|patch)/, option: '--no-require-ssl', says: 'in-clear' },
  {
    command: /^sql instances (create|patch)/,
    option: '--ssl-mode',
    value: /^ALLOW_UNENCRYPTED_AND_ENCRYPTED$/i,
    says: 'in-clear',
  },
  { command: /^compute ssl-policies (create|update)/, option: '--min-tls-version', says: 'tls' },
];

// @see https://learn.microsoft.com/cli/azure/reference-index
const azure: readonly Row[] = [
  {
    command: /^storage account (create|update)/,
    option: '--allow-blob-public-access',
    value: yes,
    says: 'exposed',
  },
  {
    command: /^storage container (create|set-permission)/,
    option: '--public-access',
    value: /^(blob|container)$/,
    says: 'exposed',
  },
  {
    command: /^(sql|mysql|postgres|mariadb)( flexible-server| server)* firewall-rule create/,
    option: '--end-ip-address',
    value: /^255\.255\.255\.255$/,
    says: 'exposed',
  },
  {
    command: /^(mysql|postgres) flexible-server create/,
    option: '--public-access',
    value: /^(all|0\.0\.0\.0-255\.255\.255\.255)$/i,
    says: 'exposed',
  },
  {
    command: /^(storage account|webapp|functionapp) /,
    option: '--https-only',
    value: no,
    says: 'in-clear',
  },
  { command: /^redis (create|update)/, option: '--enable-non-ssl-port', says: 'in-clear' },
  {
    command: /^(mysql|postgres|mariadb) server (create|update)/,
    option: '--ssl-enforcement',
    value: no,
    says: 'in-clear',
  },
  {
    command:
      /^(storage account|webapp config|functionapp config|sql server|redis|eventhubs namespace|servicebus namespace) /,
    option: '--min-tls-version',
    says: 'tls',
  },
  { command: /^(sql|mysql|postgres) server /, option: '--minimal-tls-version', says: 'tls' },
  { command: /^redis /, option: '--minimum-tls-version', says: 'tls' },
];

interface Given {
  readonly name: string;
  readonly value: string | undefined;
  readonly first: Word;
  readonly last: Word;
}

function readCommands(call: Call, rows: readonly Row[]): readonly Fact[] {
  const { command, last, options } = partsOf(call.args);
  if (last === undefined) return [];
  const said = rows
    .filter((row) => row.command.test(command))
    .flatMap((row) => rowSaid(row, options, { call, command, last }));
  return [...said, ...openPorts(call, command, options)];
}

interface Spoken {
  readonly call: Call;
  readonly command: string;
  /** The last word of the command. */
  readonly last: Word;
}

function rowSaid(row: Row, options: readonly Given[], spoken: Spoken): readonly Fact[] {
  const { call, command, last } = spoken;
  const name = `${call.tool} ${command}`;
  if (row.option === undefined) {
    if (row.unless !== undefined && options.some((one) => row.unless?.test(one.name))) return [];
    const missing = row.missing === undefined ? '' : ` without ${row.missing}`;
    const place = call.placeOf(`${name}${missing}`, call.args[0] ?? last, last);
    return factOf(row, place, { name, written: `${name}${missing}`, value: '' });
  }
  return options
    .filter((one) => one.name === row.option && (row.value?.test(one.value ?? '') ?? true))
    .flatMap(({ value, first, last: end }) => {
      const place = call.placeOf(`${name} ${row.option ?? ''}`, first, end);
      const written = [row.option, value].join(' ').trim();
      return factOf(row, place, { name, written, value: value ?? '' });
    });
}

interface Written {
  /** What the command is called. */
  readonly name: string;
  readonly written: string;
  readonly value: string;
}

function factOf({ says }: Row, place: Place, { name, written, value }: Written): readonly Fact[] {
  switch (says) {
    case 'exposed':
      return [exposed(place, name, true, written)];
    case 'in-clear':
      return [inClear(place, 'setting', written)];
    case 'not-encrypted':
      return [stored(place, name, false)];
    case 'tls': {
      const minimum = tlsNamed(value);
      return minimum === undefined ? [] : [tlsFrom(place, 'server', minimum, written)];
    }
  }
}

/** Rules of firewalls that let everybody reach a port at which a store answers, or any port. */
function openPorts(call: Call, command: string, options: readonly Given[]): readonly Fact[] {
  const isRule =
    /^ec2 authorize-security-group-ingress|^compute firewall-rules (create|update)|^network nsg rule (create|update)/;
  if (!isRule.test(command)) return [];
  const from = options.find(
    ({ name, value = '' }) =>
      /^--(cidr|cidr-ip|source-ranges|source-address-prefix(es)?)$/.test(name) &&
      (everywhere.test(value) || /^(\*|Internet)$/.test(value)),
  );
  const open = options
    .filter(({ name }) => /^--(port|allow|rules|destination-port-ranges?|protocol)$/.test(name))
    .find(({ name, value = '' }) => isStorePort(name, value));
  if (from === undefined || open === undefined) return [];
  const place = call.placeOf(`${call.tool} ${command} ${open.value ?? ''}`, open.first, open.last);
  return [exposed(place, 'firewall rule', true, `${open.name} ${open.value ?? ''}`)];
}

function isStorePort(name: string, value: string): boolean {
  if (/^(all|-1|\*)$/.test(value)) return true;
  return (
    name !== '--protocol' &&
    [...value.matchAll(/\d+(?:-\d+)?/g)].some(([range]) => {
      const [from = 0, to = from] = range.split('-').map(Number);
      return [...storePorts.keys()].some((port) => port >= from && port <= to);
    })
  );
}

/** Options that stand before the command and have no value. */
const flags = /^--(no-verify-ssl|debug|quiet|no-cli-pager|no-paginate|no-sign-request)$/;

/** Words up to the first option are the command; an option's value is the next word, if it is none. */
function partsOf(args: readonly Word[]): {
  readonly command: string;
  readonly last: Word | undefined;
  readonly options: readonly Given[];
} {
  let from = 0;
  while (args[from]?.text.startsWith('--') === true) {
    const text = args[from]?.text ?? '';
    from += text.includes('=') || flags.test(text) ? 1 : 2;
  }
  const own = args.slice(from);
  const start = own.findIndex(({ text }) => text.startsWith('--'));
  const words = start < 0 ? own : own.slice(0, start);
  const rest = start < 0 ? [] : own.slice(start);
  return {
    command: words
      .map(({ text }) => text)
      .filter((text) => !text.startsWith('-'))
      .join(' '),
    last: words.at(-1),
    options: rest.flatMap((word, at) => optionAt(word, rest[at + 1])),
  };
}

function optionAt(word: Word, next: Word | undefined): readonly Given[] {
  if (!word.text.startsWith('--')) return [];
  const [, name = word.text, , written] = /^(--[^=]+)(=(.*))?$/s.exec(word.text) ?? [];
  if (written !== undefined) return [{ name, value: written, first: word, last: word }];
  return next === undefined || next.text.startsWith('--')
    ? [{ name, value: undefined, first: word, last: word }]
    : [{ name, value: next.text, first: word, last: next }];
}
