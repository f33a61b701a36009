import type { TlsFact } from '../facts.ts';

export type TlsName = Exclude<TlsFact['minimum'], 'unknown'>;

const order: readonly TlsName[] = ['ssl', '1.0', '1.1', '1.2', '1.3'];

/**
 * The version that a word of a configuration names, however it is spelled: `TLSv1.2`, `TLSv1_2`,
 * `TLSV1_2`, `VersionTLS12`, `tls1.2`, `TLS12`, `1.2`, `SSLv3`; nothing for any other word.
 */
export function tlsNamed(word: string): TlsName | undefined {
  const text = word.trim().replace(/^["']|["']$/g, '');
  if (/^(version_?)?sslv?[23](\.0)?$/i.test(text)) return 'ssl';
  if (/^(version_?)?tls[ _-]?v?1$/i.test(text)) return '1.0';
  const [, minor] =
    /^(?:version_?)?tls[ _-]?v?1[._-]?([0-3])$/i.exec(text) ?? /^v?1[._]([0-3])$/.exec(text) ?? [];
  switch (minor) {
    case '0':
    case '1':
    case '2':
    case '3':
      return `1.${minor}`;
    default:
      return undefined;
  }
}

/** The oldest of the versions that a list names, separated by anything: `TLSv1 TLSv1.1`. */
export function oldestNamed(list: string): TlsName | undefined {
  const named = list
    .split(/[\s,:;|]+/)
    .filter((word) => !/^[-!]/.test(word))
    .flatMap((word) => tlsNamed(word.replace(/^\+/, '')) ?? []);
  return named.toSorted((a, b) => order.indexOf(a) - order.indexOf(b))[0];
}
