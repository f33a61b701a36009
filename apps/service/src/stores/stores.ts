import type { Connector } from '@troth/erasure';

/** How each store of the data map is reached. A store without a connector is blocked, never skipped. */
export abstract class Stores {
  abstract connector(store: string): Connector | undefined;
  abstract close(): Promise<void>;
}
