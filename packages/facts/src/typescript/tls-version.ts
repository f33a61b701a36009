import type { TlsFact } from '../facts.ts';
import type { Value } from './values.ts';

export type Version = Exclude<TlsFact['minimum'], 'unknown'>;

// Node's default since version 12: https://nodejs.org/api/tls.html#tlsdefault_min_version
export const nodeDefault: Version = '1.2';

const order: readonly Version[] = ['ssl', '1.0', '1.1', '1.2', '1.3'];

/** Options that say which versions are taken; their values mean nothing else. */
export function isVersionOption(name: string): boolean {
  return /^(min|max)Version$|^secureProtocol$|^(minTls|tlsMin|minTLS|tlsMinimum)Version$/.test(
    name,
  );
}

/** The oldest version that the option's values allow; nothing when they are no TLS versions. */
export function minimumOf(
  option: string,
  values: readonly Value[],
): Version | 'unknown' | undefined {
  const versions = values.flatMap((value) => {
    const version = value.kind === 'text' ? versionOf(value.text) : undefined;
    return version === undefined ? [] : [version];
  });
  if (versions.length === 0) {
    return values.some(({ kind }) => kind === 'unknown') ? 'unknown' : undefined;
  }
  const oldest = oldestOf(versions);
  if (option === 'maxVersion') return isOlder(oldest, nodeDefault) ? oldest : nodeDefault;
  return oldest;
}

/** The version that `SSL_OP_NO_…` flags leave as the oldest, above Node's default. */
export function minimumByFlags(written: string): Version {
  return /NO_TLSv1_2/.test(written) ? '1.3' : nodeDefault;
}

function versionOf(text: string): Version | undefined {
  // A method without a version: `TLS_method` takes all, `SSLv23_method` up from the default.
  // https://github.com/nodejs/node/blob/main/src/crypto/crypto_context.cc
  if (/^TLS_(server_|client_)?method$/.test(text)) return '1.0';
  if (/^SSLv23_(server_|client_)?method$/.test(text)) return nodeDefault;
  if (/^SSLv[23](_(server_|client_)?method)?$/i.test(text)) return 'ssl';
  const [, minor = '0'] = /^TLS ?v?1(?:[._](\d))?(?:_(?:server_|client_)?method)?$/i.exec(text) ?? [
    '',
    '',
  ];
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

function oldestOf(versions: readonly Version[]): Version {
  return versions.reduce((oldest, version) => (isOlder(version, oldest) ? version : oldest));
}

function isOlder(version: Version, than: Version): boolean {
  return order.indexOf(version) < order.indexOf(than);
}
