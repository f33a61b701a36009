import { AsyncLocalStorage } from 'node:async_hooks';
import { Client, Dispatcher } from 'undici';

/**
 * A pool of few connections lets a request wait and makes it in the turn of one that ended before it,
 * where another work's scope is the current one. Here each is made in the turn of who asked for it.
 */
export function keepTurns(): () => void {
  const base: unknown = Object.getPrototypeOf(Client.prototype);
  if (!(base instanceof Dispatcher)) throw new Error('undici is of a kind the guard does not know');
  const turns = new WeakMap<object, ReturnType<typeof AsyncLocalStorage.snapshot>>();
  // Called with the dispatcher it belongs to.
  // oxlint-disable-next-line typescript/unbound-method
  const { dispatch } = base;
  base.dispatch = function dispatchInTurn(this: Dispatcher, options, handler): boolean {
    const turn = turns.get(options);
    if (turn !== undefined) return turn(() => dispatch.call(this, options, handler));
    // A copy of each time: who asks may give the same options again in another turn.
    const copy = { ...options };
    turns.set(copy, AsyncLocalStorage.snapshot());
    return dispatch.call(this, copy, handler);
  };
  return () => {
    base.dispatch = dispatch;
  };
}
