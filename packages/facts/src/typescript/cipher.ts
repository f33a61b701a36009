import type { Node } from 'oxc-parser';

import type { CipherFact, Fact } from '../facts.ts';
import type { Cipher } from './cipher-name.ts';
import { readCipherName } from './cipher-name.ts';
import type { Detector, FileView } from './detector.ts';
import { enclosingName, subjectOf } from './detector.ts';
import { isFrom, originOf } from './origins.ts';
import type { Site } from './scope.ts';
import { calleeName, keyName, memberName } from './syntax.ts';
import { readObject, textsOf, valueOf, valuesOf } from './values.ts';

/** Ciphers by Node, WebCrypto, CryptoJS, node-forge and JOSE. */
export const ciphers: Detector = {
  types: ['CallExpression', 'NewExpression', 'Property'],
  words: /[cC]ipher|[cC]rypt|generateKey|importKey|deriveKey|\benc\b/,
  detect: (site, file): readonly Fact[] => {
    const { node } = site;
    if (node.type === 'Property') return fromJose(site, file);
    if (node.type !== 'CallExpression' && node.type !== 'NewExpression') return [];
    const name = calleeName(node.callee) ?? '';
    if (/^create(C|Dec)ipher(iv)?$/.test(name)) return fromName(site, file, node.arguments[0]);
    return [
      ...fromWebCrypto(site, file, name),
      ...fromCryptoJs(site, file),
      ...fromForge(site, file, name),
      ...fromGenerateKey(site, file),
    ];
  },
};

function fromName(site: Site, file: FileView, argument: Node | undefined): readonly Fact[] {
  if (argument === undefined) return [];
  const readable = valuesOf(argument, site.scope);
  return readable.flatMap((value) => {
    if (value.kind === 'text')
      return [cipherFact(site, file, { node: argument, cipher: readCipherName(value.text) })];
    return value.kind === 'unknown'
      ? [cipherFact(site, file, { node: argument, cipher: nothingKnown })]
      : [];
  });
}

const nothingKnown: Cipher = { algorithm: 'unknown', bits: 'unknown', mode: 'unknown' };

// https://www.w3.org/TR/webcrypto/ — the parameters are the first argument, or the third of importKey.
function fromWebCrypto(site: Site, file: FileView, name: string): readonly Fact[] {
  const { node, scope } = site;
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return [];
  const position = { generateKey: 0, importKey: 2, deriveKey: 2, encrypt: 0, decrypt: 0 }[name];
  const argument = position === undefined ? undefined : node.arguments[position];
  if (
    argument === undefined ||
    !/subtle/i.test(file.text.slice(node.callee.start, node.callee.end))
  )
    return [];
  const options = readObject(argument, scope);
  const named = options?.properties.get('name');
  const names = named === undefined ? textsOf(argument, scope) : textsOf(named.value, named.scope);
  const length = options?.properties.get('length');
  const size = length === undefined ? undefined : valueOf(length.value, length.scope);
  return names
    .filter((text) => /^(A\w+-(GCM|CBC|CTR|KW)|DES|RC4|3DES)/i.test(text))
    .map((text) => {
      const cipher = readCipherName(text);
      const bits = size?.kind === 'number' ? size.number : cipher.bits;
      return cipherFact(site, file, { node: argument, cipher: { ...cipher, bits } });
    });
}

// `CryptoJS.DES.encrypt(…)`, and `import DES from 'crypto-js/des'`.
function fromCryptoJs(site: Site, file: FileView): readonly Fact[] {
  const { node, scope } = site;
  if (node.type !== 'CallExpression' || !/^(en|de)crypt$/.test(memberName(node.callee) ?? '')) {
    return [];
  }
  const origin = originOf(node.callee, scope);
  const isGlobal = origin?.from.kind === 'global' && /^crypto-?js$/i.test(origin.from.name);
  if (origin === undefined || !(isGlobal || isFrom(origin, /^crypto-(js|es)$/))) return [];
  const path = origin.from.kind === 'package' ? origin.from.path : '';
  const algorithm = [...origin.names, path].find((name) =>
    /^(AES|(Triple)?DES|RC4|Rabbit|Blowfish)/i.test(name),
  );
  if (algorithm === undefined) return [];
  return [cipherFact(site, file, { node: node.callee, cipher: cryptoJsCipher(algorithm, site) })];
}

// https://cryptojs.gitbook.io/docs/ — a passphrase makes a 256-bit key; the mode is CBC unless said.
function cryptoJsCipher(algorithm: string, { node, scope }: Site): Cipher {
  const [, key, settings] = node.type === 'CallExpression' ? node.arguments : [];
  const options = settings === undefined ? undefined : readObject(settings, scope);
  const mode = options?.properties.get('mode');
  const read = readCipherName(algorithm);
  const isPassphrase = key !== undefined && textsOf(key, scope).length > 0;
  const bits = read.algorithm === 'AES' && isPassphrase ? 256 : read.bits;
  return {
    algorithm: read.algorithm,
    bits,
    mode: mode === undefined ? 'CBC' : (memberName(mode.value)?.toUpperCase() ?? 'unknown'),
  };
}

// `forge.des.createEncryptionCipher(key)`: https://github.com/digitalbazaar/forge#ciphers
function fromForge(site: Site, file: FileView, name: string): readonly Fact[] {
  const { node, scope } = site;
  if (node.type !== 'CallExpression' || !/^(create|start)(En|De)crypt/.test(name)) return [];
  const origin = originOf(node.callee, scope);
  if (!isFrom(origin, /^node-forge$/)) return [];
  return (origin?.names ?? [])
    .filter((word) => /^(aes|des|rc2)$/.test(word))
    .map((word) => cipherFact(site, file, { node: node.callee, cipher: readCipherName(word) }));
}

// `generateKeySync('aes', { length: 128 })`: https://nodejs.org/api/crypto.html
function fromGenerateKey(site: Site, file: FileView): readonly Fact[] {
  const { node, scope } = site;
  if (
    node.type !== 'CallExpression' ||
    !/^generateKey(Sync)?$/.test(calleeName(node.callee) ?? '')
  ) {
    return [];
  }
  const [kind, settings] = node.arguments;
  if (kind === undefined || settings === undefined || !textsOf(kind, scope).includes('aes'))
    return [];
  const length = readObject(settings, scope)?.properties.get('length');
  const size = length === undefined ? undefined : valueOf(length.value, length.scope);
  const bits = size?.kind === 'number' ? size.number : 'unknown';
  const cipher: Cipher = { algorithm: 'AES', bits, mode: 'unknown' };
  return [cipherFact(site, file, { node: settings, cipher })];
}

// Content encryption of JOSE, `enc: 'A128GCM'`: RFC 7518 section 5.1.
function fromJose(site: Site, file: FileView): readonly Fact[] {
  const { node, scope } = site;
  if (node.type !== 'Property' || keyName(node) !== 'enc') return [];
  return textsOf(node.value, scope)
    .filter((text) => /^A(128|192|256)(GCM|CBC-HS\d+)$/.test(text))
    .map((text) => cipherFact(site, file, { node: node.value, cipher: readCipherName(text) }));
}

interface Used {
  readonly node: Node;
  readonly cipher: Cipher;
}

function cipherFact(site: Site, file: FileView, { node, cipher }: Used): CipherFact {
  const { algorithm, bits, mode } = cipher;
  const subject = subjectOf('cipher', enclosingName(site), algorithm, String(bits), mode);
  return {
    kind: 'cipher',
    at: file.at(node),
    subject,
    algorithm,
    bits,
    mode,
    written: file.written(node),
  };
}
