import type { Node } from 'oxc-parser';

import type { CleartextFact } from '../facts.ts';
import { cleartextFact } from './cleartext.ts';
import type { Detector, FileView } from './detector.ts';
import { isFrom, originOf } from './origins.ts';
import type { Site } from './scope.ts';
import { calleeName, keyName } from './syntax.ts';
import { endpointOf } from './url.ts';
import type { ObjectReading, Value } from './values.ts';
import { readObject, textsOf, valuesOf } from './values.ts';

/** Clients and cookies whose options leave encryption out. */
export const cleartextOptions: Detector = {
  types: ['CallExpression', 'NewExpression', 'Property'],
  detect: (site, file): readonly CleartextFact[] => {
    const { node } = site;
    if (node.type === 'Property') return fromOption(site, file);
    if (node.type !== 'CallExpression' && node.type !== 'NewExpression') return [];
    return [
      ...fromInsecureCredentials(site, file, node.callee),
      ...fromClient(site, file),
      ...fromHttpRequest(site, file),
    ];
  },
};

// gRPC spells it out: https://grpc.github.io/grpc/node/
function fromInsecureCredentials(
  site: Site,
  file: FileView,
  callee: Node,
): readonly CleartextFact[] {
  if (calleeName(callee) !== 'createInsecure') return [];
  return cleartextFact({ site, file, node: callee, protocol: 'grpc', host: 'unknown' });
}

interface Client {
  readonly packages: RegExp;
  /** The call that connects. */
  readonly call: RegExp;
  readonly protocol: string;
  /** Whether these options leave the connection in the clear. */
  readonly isPlain: (options: ObjectReading) => boolean;
}

const clients: readonly Client[] = [
  {
    packages: /^nodemailer$/,
    call: /^createTransport$/,
    protocol: 'smtp',
    // Without `requireTLS` STARTTLS is used only when the server offers it.
    isPlain: (options) =>
      is(options, 'ignoreTLS', true) ||
      (is(options, 'secure', false) && !is(options, 'requireTLS', true) && !isPort(options, 465)),
  },
  {
    packages: /^(ftp|basic-ftp|promise-ftp|jsftp)$/,
    call: /^(connect|access)$/,
    protocol: 'ftp',
    isPlain: (options) => !mayBeSecure(options, 'secure'),
  },
  {
    packages: /^telnet-(client|stream)$/,
    call: /^connect$/,
    protocol: 'telnet',
    isPlain: () => true,
  },
];

function fromClient(site: Site, file: FileView): readonly CleartextFact[] {
  const { node, scope } = site;
  if (node.type !== 'CallExpression') return [];
  const name = calleeName(node.callee) ?? '';
  const client = clients.find(({ call }) => call.test(name));
  const [argument] = node.arguments;
  if (client === undefined || argument === undefined) return [];
  if (!isFrom(originOf(node.callee, scope), client.packages)) return [];
  const options = readObject(argument, scope);
  if (options === undefined || options.open || !client.isPlain(options)) return [];
  return cleartextFact({
    site,
    file,
    node: argument,
    protocol: client.protocol,
    host: hostOf(options),
  });
}

// `http.request({ hostname })` of Node's own module.
function fromHttpRequest(site: Site, file: FileView): readonly CleartextFact[] {
  const { node, scope } = site;
  if (node.type !== 'CallExpression' || !/^(get|request)$/.test(calleeName(node.callee) ?? ''))
    return [];
  if (!isFrom(originOf(node.callee, scope), /^http$/)) return [];
  const [argument] = node.arguments;
  const options = argument === undefined ? undefined : readObject(argument, scope);
  const host = options === undefined ? 'unknown' : hostOf(options);
  const socket = options?.properties.has('socketPath') === true;
  if (argument === undefined || host === 'unknown' || socket) return [];
  return cleartextFact({ site, file, node: argument, protocol: 'http', host });
}

const databases = /^(postgres(ql)?|mysql|mariadb|mssql|cockroachdb)$/;

// `ssl: false` of a database client, `useSSL: false` of an object store, `secure: false` of a cookie.
function fromOption(site: Site, file: FileView): readonly CleartextFact[] {
  const { node, scope, parent } = site;
  if (node.type !== 'Property' || parent?.node.type !== 'ObjectExpression') return [];
  const values = valuesOf(node.value, scope);
  if (!values.every((value) => value.kind === 'boolean' && !value.boolean)) return [];
  const found = optionSays(keyName(node) ?? '', site, readObject(parent.node, scope));
  return found === undefined ? [] : cleartextFact({ site, file, node, ...found });
}

function optionSays(
  name: string,
  site: Site,
  options: ObjectReading | undefined,
): { readonly protocol: string; readonly host: string } | undefined {
  if (options === undefined) return undefined;
  if (/^(useSSL|sslEnabled|useTls|useTLS|enableTls)$/.test(name)) {
    return { protocol: 'http', host: hostOf(options) };
  }
  if (name === 'secure' && isCookie(site)) return { protocol: 'http', host: 'unknown' };
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

function dialectOf(options: ObjectReading | undefined): string | undefined {
  const dialect = options?.properties.get('dialect') ?? options?.properties.get('type');
  return dialect === undefined
    ? undefined
    : textsOf(dialect.value, dialect.scope).find((text) => databases.test(text));
}

function hostOf(options: ObjectReading): string {
  for (const name of ['host', 'hostname', 'server', 'endPoint', 'endpoint', 'connectionString']) {
    const property = options.properties.get(name);
    if (property === undefined) continue;
    const [text] = textsOf(property.value, property.scope);
    if (text !== undefined)
      return endpointOf(text)?.host ?? endpointOf(`tcp://${text}`)?.host ?? 'unknown';
  }
  return 'unknown';
}

function is(options: ObjectReading, name: string, wanted: boolean): boolean {
  const property = options.properties.get(name);
  const values: readonly Value[] =
    property === undefined ? [] : valuesOf(property.value, property.scope);
  return values.some((value) => value.kind === 'boolean' && value.boolean === wanted);
}

function isPort(options: ObjectReading, port: number): boolean {
  const property = options.properties.get('port');
  const values: readonly Value[] =
    property === undefined ? [] : valuesOf(property.value, property.scope);
  return values.some((value) => value.kind === 'number' && value.number === port);
}

function mayBeSecure(options: ObjectReading, name: string): boolean {
  const property = options.properties.get(name);
  if (property === undefined) return false;
  return valuesOf(property.value, property.scope).some(
    (value) =>
      value.kind === 'unknown' ||
      (value.kind === 'boolean' && value.boolean) ||
      value.kind === 'text',
  );
}
