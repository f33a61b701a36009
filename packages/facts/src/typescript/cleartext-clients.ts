import type { Node } from 'oxc-parser';

import type { CleartextFact } from '../facts.ts';
import { cleartextFact } from './cleartext.ts';
import { hostOf, knownHost } from './cleartext-words.ts';
import type { Detector, FileView } from './detector.ts';
import { callAround } from './detector.ts';
import { isFrom, originOf } from './origins.ts';
import type { Site } from './scope.ts';
import { bare, calleeName, isFunction } from './syntax.ts';
import type { ObjectReading, Value } from './values.ts';
import { readObject, textsOf, valuesOf } from './values.ts';

/** Clients that connect in the clear unless they are told otherwise. */
export const cleartextClients: Detector = {
  types: ['CallExpression', 'NewExpression'],
  detect: (site, file): readonly CleartextFact[] => {
    const { node } = site;
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
  return cleartextFact({ site, file, node: callee, protocol: 'grpc', host: addressBeside(site) });
}

// `new Client('localhost:50051', credentials.createInsecure())`, also through the server's `bind`.
function addressBeside(site: Site): string | undefined {
  const call = callAround(site)?.node;
  const [address] = call !== undefined && 'arguments' in call ? call.arguments : [];
  const [text] = address === undefined ? [] : textsOf(address, site.scope);
  return text === undefined ? undefined : knownHost(`grpc://${text}`);
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
    packages: /^telnet(-client|-stream)?$/,
    call: /^(connect|createServer)$/,
    protocol: 'telnet',
    isPlain: () => true,
  },
  {
    packages: /^pg$/,
    call: /^(Client|Pool)$/,
    protocol: 'postgres',
    isPlain: (options) => namesHost(options) && !options.properties.has('ssl'),
  },
  {
    packages: /^(mysql2?|mariadb)$/,
    call: /^create(Connection|Pool|PoolCluster)$/,
    protocol: 'mysql',
    isPlain: (options) => namesHost(options) && !options.properties.has('ssl'),
  },
  {
    packages: /^ioredis$/,
    call: /^(Redis|default)$/,
    protocol: 'redis',
    isPlain: (options) => namesHost(options) && !options.properties.has('tls'),
  },
];

// Without TLS these go in the clear; where the host is not written it may as well be a socket.
function namesHost(options: ObjectReading): boolean {
  return hostOf(options) !== undefined;
}

function fromClient(site: Site, file: FileView): readonly CleartextFact[] {
  const { node, scope } = site;
  const [argument] = 'arguments' in node ? node.arguments : [];
  const client = clientOf(site);
  if (argument === undefined || client === undefined) return [];
  const options = readObject(argument, scope);
  const host = options === undefined ? undefined : hostOf(options);
  // A server is given what it does; a client is told where to, and else cannot be told.
  if (options?.open !== false && !isFunction(bare(argument))) return [];
  if (!client.isPlain(options ?? nothingSaid)) return [];
  return cleartextFact({ site, file, node: argument, protocol: client.protocol, host });
}

function clientOf({ node, scope }: Site): Client | undefined {
  if (!('callee' in node)) return undefined;
  const name = calleeName(node.callee) ?? '';
  const named = clients.filter(({ call }) => call.test(name));
  const origin = named.length === 0 ? undefined : originOf(node.callee, scope);
  return named.find(({ packages }) => isFrom(origin, packages));
}

const nothingSaid: ObjectReading = { properties: new Map(), open: false };

// `http.request({ hostname })` of Node's own module.
function fromHttpRequest(site: Site, file: FileView): readonly CleartextFact[] {
  const { node, scope } = site;
  if (!('callee' in node) || !/^(get|request)$/.test(calleeName(node.callee) ?? '')) return [];
  if (!isFrom(originOf(node.callee, scope), /^http$/)) return [];
  const [argument] = 'arguments' in node ? node.arguments : [];
  const options = argument === undefined ? undefined : readObject(argument, scope);
  if (options === undefined || options.properties.has('socketPath')) return [];
  const host = hostOf(options);
  const said = options.properties.get('hostname') ?? options.properties.get('host');
  if (host === undefined || said === undefined) return [];
  return cleartextFact({ site, file, node: said.value, protocol: 'http', host });
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
