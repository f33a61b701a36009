import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { DataMap, Store } from '@troth/compiler';
import {
  folder as bucketFolder,
  logExpiry,
  loopbackProcessor,
  postgres,
  postgresValues,
} from '@troth/connectors';
import type { SqlClient, ValueReader } from '@troth/connectors';
import type { Connector } from '@troth/erasure';
import type { Config } from '../config.ts';
import type { TlsMinimum } from '../database/connection.ts';
import type { Clock } from '../runtime/clock.ts';
import { openBucketFolder } from './bucket-folder.ts';
import { openDatabases } from './databases.ts';
import { knownReferences } from './known-references.ts';
import { StandInRecords } from './stand-in-records.ts';
import { startStandIn } from './stand-in-server.ts';
import { Stores } from './stores.ts';
import { readStoresFile } from './stores-file.ts';
import type { StoreEntry } from './stores-file.ts';

/**
 * Reaches the stores of the data maps as the stores file says. Without the file none is reached, and
 * each is blocked when its turn comes.
 */
export async function openStores(
  config: Config,
  dataMaps: readonly DataMap[],
  { clock, minimumTls }: StoreSurroundings,
): Promise<Stores> {
  if (!existsSync(config.stores)) return new OpenStores(new Map(), []);
  const entries = readStoresFile(config.stores, config.variable);
  const folder = join(config.dataDir, 'stores');
  const databases = await openDatabases(entries, { folder, minimumTls });
  const { clients } = databases;
  const opening: Opening = { config, clock, clients, values: postgresValues(clients), closers: [] };
  opening.closers.push(() => databases.close());
  const connectors = new Map<string, Connector>();
  try {
    for (const entry of entries) {
      const known = storeOf(dataMaps, entry.id);
      const connector = known && (await connectorOf(entry, known, opening));
      if (connector !== undefined) connectors.set(entry.id, connector);
    }
  } catch (error) {
    await new OpenStores(connectors, opening.closers).close();
    throw error;
  }
  return new OpenStores(connectors, opening.closers);
}

export interface StoreSurroundings {
  readonly clock: Clock;
  readonly minimumTls: TlsMinimum;
}

interface Opening {
  readonly config: Config;
  readonly clock: Clock;
  readonly clients: ReadonlyMap<string, SqlClient>;
  readonly values: ValueReader;
  readonly closers: (() => Promise<void>)[];
}

interface Known {
  readonly map: DataMap;
  readonly store: Store;
}

function storeOf(dataMaps: readonly DataMap[], id: string): Known | undefined {
  return dataMaps
    .flatMap((map) => map.stores.map((store) => ({ map, store })))
    .find(({ store }) => store.id === id);
}

/** A connector, or none where the file names one for another kind of store: that store is blocked. */
async function connectorOf(
  entry: StoreEntry,
  { map, store }: Known,
  opening: Opening,
): Promise<Connector | undefined> {
  const { config, clock, clients, values } = opening;
  switch (entry.connector) {
    case 'embedded-postgres':
    case 'postgres': {
      const client = clients.get(entry.id);
      return store.kind === 'database' && client !== undefined
        ? postgres({ store: entry.id, client })
        : undefined;
    }
    case 'folder': {
      if (store.kind !== 'bucket') return undefined;
      const root = openBucketFolder(join(config.dataDir, 'buckets'), store.bucket, entry.seed);
      return bucketFolder({ store: entry.id, root, values });
    }
    case 'log-expiry':
      return store.kind === 'log' || store.kind === 'cache'
        ? logExpiry({ store: entry.id, now: () => clock.now() })
        : undefined;
    case 'loopback-stand-in': {
      if (store.kind !== 'processor') return undefined;
      const path = join(config.dataDir, 'stand-ins', `${entry.id}.json`);
      const records = await StandInRecords.open(path, () => knownReferences(map, store, clients));
      const standIn = await startStandIn(records);
      opening.closers.unshift(() => standIn.close());
      return loopbackProcessor({ store: entry.id, baseUrl: standIn.baseUrl, values });
    }
  }
}

class OpenStores extends Stores {
  readonly #connectors: ReadonlyMap<string, Connector>;
  readonly #closers: readonly (() => Promise<void>)[];

  constructor(
    connectors: ReadonlyMap<string, Connector>,
    closers: readonly (() => Promise<void>)[],
  ) {
    super();
    this.#connectors = connectors;
    this.#closers = closers;
  }

  override connector(store: string): Connector | undefined {
    return this.#connectors.get(store);
  }

  override async close(): Promise<void> {
    for (const closer of this.#closers) await closer();
  }
}
