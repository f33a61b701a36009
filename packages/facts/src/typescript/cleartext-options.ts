import type { CleartextFact } from '../facts.ts';
import { cleartextFact } from './cleartext.ts';
import { dialectOf, hostOf } from './cleartext-words.ts';
import type { Detector, FileView } from './detector.ts';
import type { Site } from './scope.ts';
import { calleeName, keyName } from './syntax.ts';
import type { ObjectReading } from './values.ts';
import { readObject, valuesOf } from './values.ts';

/** Options of clients and cookies that leave encryption out. */
export const cleartextOptions: Detector = {
  types: ['Property'],
  words: /ssl|tls|encrypt|\bsecure\b|dialect|postgres|mysql|mariadb|mssql|cockroachdb/i,
  detect: fromOption,
};

// `ssl: false` of a database client, `useSSL: false` of an object store, `secure: false` of a cookie.
function fromOption(site: Site, file: FileView): readonly CleartextFact[] {
  const { node, scope, parent } = site;
  if (node.type !== 'Property' || parent?.node.type !== 'ObjectExpression') return [];
  const name = keyName(node) ?? '';
  if (/^(dialect|type)$/.test(name)) return fromDialect(site, file);
  if (!switches.test(name)) return [];
  const values = valuesOf(node.value, scope);
  if (!values.every((value) => value.kind === 'boolean' && !value.boolean)) return [];
  const found = optionSays(name, site, readObject(parent.node, scope));
  return found === undefined ? [] : cleartextFact({ site, file, node, ...found });
}

const switches = /^(useSSL|sslEnabled|useTls|useTLS|enableTls|secure|ssl|tls|encrypt)$/;

// `{ dialect: 'postgres', host: 'db.example.com' }` without a word of TLS: no driver asks for it.
function fromDialect(site: Site, file: FileView): readonly CleartextFact[] {
  const { node, scope, parent } = site;
  const options = parent === undefined ? undefined : readObject(parent.node, scope);
  if (
    options === undefined ||
    options.open ||
    tlsWords.some((word) => options.properties.has(word))
  )
    return [];
  const host = hostOf(options);
  const protocol = dialectOf(options);
  const isLogin = ['database', 'username', 'user'].some((word) => options.properties.has(word));
  if (host === undefined || protocol === undefined || !isLogin) return [];
  return cleartextFact({ site, file, node, protocol, host });
}

const tlsWords = ['ssl', 'tls', 'encrypt', 'dialectOptions', 'options', 'extra', 'url'];

function optionSays(
  name: string,
  site: Site,
  options: ObjectReading | undefined,
): { readonly protocol: string; readonly host: string | undefined } | undefined {
  if (options === undefined) return undefined;
  if (/^(useSSL|sslEnabled|useTls|useTLS|enableTls)$/.test(name)) {
    return { protocol: 'http', host: hostOf(options) };
  }
  if (name === 'secure' && isCookie(site)) return { protocol: 'http', host: undefined };
  if (!/^(ssl|tls|encrypt)$/.test(name) || !isConnection(site, options)) return undefined;
  const outer = outerObject(site);
  return {
    protocol: dialectOf(options) ?? dialectOf(outer) ?? 'tcp',
    host: hostOf(outer ?? options),
  };
}

function isCookie({ parent }: Site): boolean {
  const holder = parent?.parent?.node;
  if (holder?.type === 'Property') {
    return /^(cookie|cookies|cookieOptions|sessionCookie|defaultCookieAttributes)$/.test(
      keyName(holder) ?? '',
    );
  }
  if (holder?.type !== 'CallExpression') return false;
  return /^(cookie|setCookie|serialize|cookieSession)$/.test(calleeName(holder.callee) ?? '');
}

// Words beside `ssl: false` that only a connection has.
function isConnection(site: Site, options: ObjectReading): boolean {
  const outer = outerObject(site);
  return [options, outer].some((object) =>
    ['host', 'hostname', 'server', 'connectionString', 'dialect', 'database'].some((key) =>
      object?.properties.has(key),
    ),
  );
}

function outerObject({ parent, scope }: Site): ObjectReading | undefined {
  const property = parent?.parent;
  if (property?.node.type !== 'Property' || property.parent?.node.type !== 'ObjectExpression')
    return undefined;
  return readObject(property.parent.node, scope);
}
