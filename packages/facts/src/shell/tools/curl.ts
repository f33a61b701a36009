import type { Fact } from '../../facts.ts';
import { inClear, tlsFrom, unchecked } from '../../settings/said.ts';
import { tlsNamed } from '../../settings/tls-name.ts';
import { HOLE } from '../../typescript/values.ts';
import { optionsOf } from '../tool.ts';
import type { Call, Grammar, Option, Tool } from '../tool.ts';

/** @see https://curl.se/docs/manpage.html */
export const curl: Tool = { names: ['curl'], read: readCurl };

const grammar: Grammar = {
  short: 'AbcCdDeEFHKmoPQrtTuUwxXyYz',
  long: (
    '--data --data-ascii --data-binary --data-raw --data-urlencode --json --form --form-string ' +
    '--header --proxy-header --user --proxy-user --user-agent --referer --cookie --cookie-jar ' +
    '--request --output --output-dir --write-out --upload-file --proxy --preproxy --socks5 ' +
    '--socks5-hostname --cacert --capath --cert --key --pass --cert-type --key-type --ciphers ' +
    '--tls13-ciphers --curves --pinnedpubkey --tls-max --proxy-tlsauthtype --proto --proto-redir ' +
    '--proto-default --connect-timeout --max-time --max-redirs --retry --retry-delay ' +
    '--retry-max-time --limit-rate --resolve --connect-to --interface --dns-servers --doh-url ' +
    '--config --url --range --continue-at --time-cond --unix-socket --aws-sigv4 --oauth2-bearer'
  ).split(' '),
};

function readCurl(call: Call): readonly Fact[] {
  const options = optionsOf(call.args, grammar);
  return [...options.flatMap((option) => optionSaid(option, call)), ...redirectSaid(options, call)];
}

function optionSaid(option: Option, call: Call): readonly Fact[] {
  const { name, first, last } = option;
  const written = writtenOf(option);
  const place = call.placeOf(`curl ${name}`, first, last);
  if (/^(-k|--(proxy-|doh-)?insecure)$/.test(name)) return [unchecked(place, `curl ${written}`)];
  if (/^--(ssl|ftp-ssl|ftp-ssl-control)$/.test(name)) {
    return [inClear(place, 'curl', `curl ${written}`)];
  }
  const minimum = versionOf(option);
  return minimum === undefined ? [] : [tlsFrom(place, 'client', minimum, `curl ${written}`)];
}

function versionOf({ name, value }: Option): ReturnType<typeof tlsNamed> | 'unknown' {
  if (/^(-2|-3|--sslv2|--sslv3)$/.test(name)) return 'ssl';
  if (/^(-1|--tlsv1)$/.test(name)) return '1.0';
  if (/^--(proxy-)?tlsv1/.test(name)) return tlsNamed(name.replace(/^--(proxy-)?/, ''));
  // The most that it takes is the most that it can offer; `default` and 1.3 take nothing away.
  if (name !== '--tls-max' || value === undefined) return undefined;
  if (value.includes(HOLE)) return 'unknown';
  const most = tlsNamed(value);
  return most === '1.3' ? undefined : most;
}

/** Told to follow redirects, curl goes from `https:` to `http:` unless its protocols are named. */
function redirectSaid(options: readonly Option[], call: Call): readonly Fact[] {
  const follows = options.find(({ name }) => /^(-L|--location(-trusted)?)$/.test(name));
  if (follows === undefined || options.some(keepsToEncryption)) return [];
  const addresses = call.args.map(({ text }) => text).filter((text) => /^https?:\/\//i.test(text));
  // A call that begins in the clear is said for itself.
  if (addresses.length === 0 || addresses.some((text) => /^http:/i.test(text))) return [];
  const place = call.placeOf(`curl ${follows.name}`, follows.first, follows.last);
  const written = `curl ${follows.name} without --proto '=https'`;
  return [{ ...inClear(place, 'http', written), host: 'unknown' }];
}

const inTheClear = ['http', 'ftp', 'all'];
const encrypted = ['https', 'ftps', 'sftp', 'scp', 'wss', 'imaps', 'pop3s', 'smtps', 'ldaps'];

/** `=https`, `-all,https` and `-http` leave no way into the clear; a word that curl does not know is none. */
function keepsToEncryption({ name, value }: Option): boolean {
  if (!/^--proto(-redir)?$/.test(name) || value === undefined) return false;
  const parts = [...value.toLowerCase().matchAll(/([=+-]?)([^,=+-][^,]*)/g)].map(
    ([, sign, protocol = '']) => ({ sign, protocol }),
  );
  if (parts.some(({ protocol }) => ![...inTheClear, ...encrypted].includes(protocol))) return false;
  let isPlainAllowed = true;
  for (const { sign, protocol } of parts) {
    const isPlain = inTheClear.includes(protocol);
    if (sign === '=' || isPlain) isPlainAllowed = isPlain && sign !== '-';
  }
  return !isPlainAllowed;
}

function writtenOf({ name, value }: Option): string {
  return value === undefined || value.includes(HOLE) ? name : `${name} ${value}`;
}
