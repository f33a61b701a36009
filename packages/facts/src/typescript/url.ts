import type { Known } from '../facts.ts';
import { HOLE } from './values.ts';

/** A text without it writes no absolute URL, in one piece or in several: `http://`, `'http:' + '//'`. */
export const urls: RegExp = /:[/\\'"`$]/;

/** Where an absolute URL leads. */
export interface Endpoint {
  /** Lower case, without the colon. */
  readonly protocol: string;
  /** Lower case, without user, port and brackets. */
  readonly host: Known<string>;
}

/** The endpoint of an absolute URL, some of which may be unknown; nothing for any other text. */
export function endpointOf(text: string): Endpoint | undefined {
  const [, protocol, authority] = /^\s*([a-z][a-z0-9+.-]*):\/\/([^/?#\s]*)/i.exec(text) ?? [];
  if (protocol === undefined || authority === undefined) return undefined;
  const address = authority.slice(authority.lastIndexOf('@') + 1);
  const host = address.startsWith('[')
    ? address.slice(1).replace(/\].*$/, '')
    : address.replace(/:[^:]*$/, '');
  const isKnown = host !== '' && !host.includes(HOLE);
  return { protocol: protocol.toLowerCase(), host: isKnown ? host.toLowerCase() : 'unknown' };
}

/**
 * Whether a host never leaves the machine, or by its name can have no public meaning.
 * @see RFC 6761 (`localhost`, `test`, `invalid`, `example`), RFC 6762 (`local`)
 */
export function isLocalHost(host: string): boolean {
  return (
    /^(localhost|0\.0\.0\.0|::1?|host\.docker\.internal|kubernetes\.docker\.internal)$/.test(
      host,
    ) ||
    /^127(\.\d{1,3}){3}$/.test(host) ||
    /\.(localhost|local|test|invalid|example)$/.test(host)
  );
}

/** Whether a URL of this protocol is sent in the clear; some say so in their query. */
export function isCleartextUrl(text: string): boolean {
  const protocol = endpointOf(text)?.protocol;
  if (protocol === undefined) return false;
  if (plainProtocols.has(protocol)) return !/[?&](ssl|tls)=(true|require|1)\b/i.test(text);
  return switchedOff.some(({ of, by }) => of.test(protocol) && by.test(text));
}

// Each has a sibling with TLS (`wss`, `rediss`, …), so that this spelling is a choice.
const plainProtocols = new Set(
  'ws redis amqp mqtt ftp telnet ldap imap pop3 memcached stomp'.split(' '),
);

const switchedOff: readonly { readonly of: RegExp; readonly by: RegExp }[] = [
  // libpq's sslmode: anything below `require` goes on in the clear when the server says so.
  { of: /^(postgres(ql)?|cockroachdb)(\+\w+)?$/, by: /[?&]sslmode=(disable|allow|prefer)\b/i },
  { of: /^(mysql|mariadb)$/, by: /[?&](ssl-?mode=disabled|ssl=false|usessl=false)\b/i },
  { of: /^mongodb(\+srv)?$/, by: /[?&](ssl|tls)=false\b/i },
  { of: /^(sqlserver|mssql)$/, by: /[?&;]encrypt=false\b/i },
  { of: /^smtp$/, by: /[?&](ignoretls=true|secure=false)\b/i },
];
