import type { DataMap } from '@troth/compiler';
import type { Connector } from '@troth/erasure';
import type { Config } from '../config.ts';
import { Stores } from './stores.ts';

class NoStores extends Stores {
  override connector(_store: string): Connector | undefined {
    return undefined;
  }

  override close(): Promise<void> {
    return Promise.resolve();
  }
}

export async function openStores(_config: Config, _maps: readonly DataMap[]): Promise<Stores> {
  return new NoStores();
}
