import { Agent, getGlobalDispatcher, setGlobalDispatcher } from 'undici';
import type { Guard } from '../guard.ts';
import { egressDispatcher } from './dispatcher.ts';
import { Egress } from './egress.ts';
import { watchNodeHttp } from './node-http.ts';
import { guardSockets } from './sockets.ts';
import { watchUndici } from './undici-requests.ts';
import { keepTurns } from './undici-turns.ts';

/**
 * From here on nothing leaves this process but what the policy allows: `fetch`, `node:http`, the
 * vendors' own clients, and at the last any socket.
 * @returns takes it all away again
 */
export function installEgress(guard: Guard): () => void {
  const egress = new Egress(guard);
  const before = getGlobalDispatcher();
  setGlobalDispatcher(egressDispatcher(egress, new Agent()));
  const undo = [keepTurns(), watchUndici(egress), watchNodeHttp(egress), guardSockets(egress)];
  guard.watchesEgress = true;
  return () => {
    guard.watchesEgress = false;
    setGlobalDispatcher(before);
    for (const step of undo) step();
  };
}
