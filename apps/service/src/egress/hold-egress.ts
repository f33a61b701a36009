import { Socket } from 'node:net';
import { isLoopback } from '../config.ts';
import type { Log } from '../runtime/log.ts';
import { bareHost } from './declared-hosts.ts';

/** A call to a host that no setting names. Nothing of it was sent. */
export class EgressDenied extends Error {
  override readonly name = 'EgressDenied';
  readonly code = 'EGRESS_DENIED';
}

/**
 * From here on no connection of this process goes to a host that is not listed, whichever library
 * asks for it: under all of them lies `Socket.connect`.
 * @returns takes it away again
 */
export function holdEgress(hosts: readonly string[], log: Log): () => void {
  const listed = new Set(hosts);
  // Called with the socket it belongs to.
  // oxlint-disable-next-line typescript/unbound-method
  const open = Socket.prototype.connect;
  const held = function connectHeld(this: Socket, ...args: unknown[]): Socket {
    const host = bareHost(hostIn(args));
    if (isLoopback(host) || listed.has(host)) {
      Reflect.apply(open, this, args);
      return this;
    }
    log.error('egress-denied', { host });
    // As Node ends a connection to a name that there is not: later, when whoever asked is listening.
    Reflect.set(this, 'connecting', true);
    const denied = new EgressDenied(`\`${host}\` is no host that a setting names`);
    process.nextTick(() => this.destroy(denied));
    return this;
  };
  Socket.prototype.connect = held;
  return () => {
    Socket.prototype.connect = open;
  };
}

/** A name before it is resolved, or an address; a socket file is on this machine. */
function hostIn(args: readonly unknown[]): string {
  // `net.connect` hands its arguments over as one normalised list.
  const [first, second]: readonly unknown[] = Array.isArray(args[0]) ? args[0] : args;
  if (typeof first === 'string') return Number.isNaN(Number(first)) ? 'localhost' : textOf(second);
  if (typeof first !== 'object' || first === null) return textOf(second);
  if ('path' in first && typeof first.path === 'string') return 'localhost';
  return textOf('host' in first ? first.host : undefined);
}

/** Node connects to this machine where nothing is said. */
function textOf(host: unknown): string {
  return typeof host === 'string' && host !== '' ? host : 'localhost';
}
