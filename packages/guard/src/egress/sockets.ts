import { createRequire, syncBuiltinESMExports } from 'node:module';
import type * as Net from 'node:net';
import type * as Tls from 'node:tls';
import type { Egress } from './egress.ts';

// The modules themselves: an import of them is a copy that cannot be changed.
const require = createRequire(import.meta.url);
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the built-in module of that name
const tls = require('node:tls') as typeof Tls;
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the built-in module of that name
const net = require('node:net') as typeof Net;

type Options = Readonly<Record<string, unknown>>;

/**
 * The last door: no socket to an undeclared host, and TLS as declared, whichever library opens it.
 * Where nobody names an oldest version, the declared one is offered.
 */
export function guardSockets(egress: Egress): () => void {
  const { connect } = tls;
  // Called with the socket it belongs to.
  // oxlint-disable-next-line typescript/unbound-method
  const open = net.Socket.prototype.connect;
  const guardedTls = (...args: unknown[]): Tls.TLSSocket => {
    const socket: unknown = Reflect.apply(connect, tls, withFloor(args, egress));
    if (!(socket instanceof tls.TLSSocket)) throw new Error('Node opened no TLS socket');
    return socket;
  };
  const guardedOpen = function connectGuarded(this: Net.Socket, ...args: unknown[]): Net.Socket {
    // `net.connect` hands its arguments over as one normalised list.
    const list: readonly unknown[] = Array.isArray(args[0]) ? args[0] : args;
    const host = hostOf(objectOf(list[0])) ?? (typeof list[1] === 'string' ? list[1] : undefined);
    if (host !== undefined) egress.checkHost(host);
    Reflect.apply(open, this, args);
    return this;
  };
  tls.connect = guardedTls;
  net.Socket.prototype.connect = guardedOpen;
  syncBuiltinESMExports();
  return () => {
    tls.connect = connect;
    net.Socket.prototype.connect = open;
    syncBuiltinESMExports();
  };
}

/** The arguments of `tls.connect`, with the declared version where they name none. @throws Denied */
function withFloor(args: readonly unknown[], egress: Egress): readonly unknown[] {
  const index = args.findIndex((arg) => isObject(arg));
  const options = objectOf(args[index]);
  const host = hostOf(options) ?? (typeof args[1] === 'string' ? args[1] : 'localhost');
  // Through a proxy the socket is open already, and leads to whom TLS names.
  egress.checkHost(host);
  const minVersion = egress.checkTls({
    host,
    minVersion: textIn(options, 'minVersion') ?? methodVersion(options),
    maxVersion: textIn(options, 'maxVersion'),
    checksCertificate: options['rejectUnauthorized'] !== false,
  });
  if (minVersion === undefined || options['minVersion'] !== undefined) return args;
  return index === -1 ? [...args, { minVersion }] : args.with(index, { ...options, minVersion });
}

/** The name that is meant, before the address it resolves to. */
function hostOf(options: Options): string | undefined {
  const servername = textIn(options, 'servername');
  return servername !== undefined && servername !== '' ? servername : textIn(options, 'host');
}

/** `TLSv1_2_method` offers that version and no other. */
function methodVersion(options: Options): string | undefined {
  const [, major, minor] =
    /^TLSv(\d)(?:_(\d))?_/u.exec(textIn(options, 'secureProtocol') ?? '') ?? [];
  if (major === undefined) return undefined;
  return minor === undefined || minor === '0' ? `TLSv${major}` : `TLSv${major}.${minor}`;
}

function textIn(options: Options, key: string): string | undefined {
  const value = options[key];
  return typeof value === 'string' ? value : undefined;
}

function objectOf(value: unknown): Options {
  return isObject(value) ? value : {};
}

function isObject(value: unknown): value is Options {
  return typeof value === 'object' && value !== null;
}
