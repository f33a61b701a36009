import type { Connector, ErasureStep } from '@troth/erasure';
import { Stores } from '../stores/stores.ts';
import type { Tracing } from './tracing.ts';

/** The same stores, each erasure and each look for what is left a span. */
export class TracedStores extends Stores {
  readonly #stores: Stores;
  readonly #tracing: Tracing;

  constructor(stores: Stores, tracing: Tracing) {
    super();
    this.#stores = stores;
    this.#tracing = tracing;
  }

  override connector(store: string): Connector | undefined {
    const inner = this.#stores.connector(store);
    if (inner === undefined) return undefined;
    const attributes = { 'troth.store': store, 'troth.connector': inner.kind };
    const span = (name: string) => ({ name, kind: 'client', attributes }) as const;
    return {
      store: inner.store,
      kind: inner.kind,
      erase: (step: ErasureStep, signal: AbortSignal) =>
        this.#tracing.within(span('erase'), () => inner.erase(step, signal)),
      probe: (step: ErasureStep, signal: AbortSignal) =>
        this.#tracing.within(span('probe'), () => inner.probe(step, signal)),
    };
  }

  override close(): Promise<void> {
    return this.#stores.close();
  }
}
