import type { Fact } from '../../facts.ts';
import { tlsFrom } from '../../settings/said.ts';
import { tlsNamed } from '../../settings/tls-name.ts';
import { readCipherName } from '../../typescript/cipher-name.ts';
import type { Call, Tool } from '../tool.ts';

/** @see https://docs.openssl.org/master/man1/openssl-enc/ */
export const openssl: Tool = { names: ['openssl'], read: readOpenssl };

function readOpenssl(call: Call): readonly Fact[] {
  const [command, ...flags] = call.args;
  switch (command?.text) {
    case 's_client':
    case 's_server':
      return versions(call, command.text === 's_client' ? 'client' : 'server');
    case 'enc':
      return ciphers({ ...call, args: flags });
    case 'genrsa':
    case 'genpkey':
    case 'pkcs8':
    case 'pkcs12':
    case 'rsa':
      return ciphers({ ...call, args: flags }).filter((fact) => fact.kind === 'cipher');
    default:
      return [];
  }
}

function versions(call: Call, end: 'client' | 'server'): readonly Fact[] {
  return call.args.flatMap((word) => {
    const name = /^-(tls1(_[123])?|ssl[23])$/.exec(word.text)?.[1];
    const minimum = name === undefined ? undefined : tlsNamed(name);
    if (minimum === undefined) return [];
    const written = `openssl ${call.args[0]?.text ?? ''} ${word.text}`;
    return [tlsFrom(call.placeOf(`openssl ${word.text}`, word), end, minimum, written)];
  });
}

function ciphers(call: Call): readonly Fact[] {
  return call.args.flatMap((word): readonly Fact[] => {
    const name = /^-(?=(aes|des|rc[245]|bf|blowfish|cast|idea|seed|camellia|aria|chacha)\w*)(.+)$/i;
    const cipher = name.exec(word.text)?.[2];
    if (cipher === undefined) return [];
    const read = readCipherName(cipher);
    if (read.algorithm === 'unknown') return [];
    const place = call.placeOf(`openssl ${word.text}`, word);
    return [{ kind: 'cipher', ...place, ...read, written: `openssl ${word.text}` }];
  });
}
