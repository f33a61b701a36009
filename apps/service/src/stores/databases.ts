import { join } from 'node:path';
import type { SqlClient } from '@troth/connectors';
import { connectionTo } from '../database/connection.ts';
import type { TlsMinimum } from '../database/connection.ts';
import { openEmbeddedStore } from './embedded-store.ts';
import type { StoreEntry } from './stores-file.ts';

export interface OpenDatabases {
  readonly clients: ReadonlyMap<string, SqlClient>;
  close(): Promise<void>;
}

/** Opens the databases of a stores file, embedded ones below `folder`, others by no less than `minimumTls`. */
export async function openDatabases(
  entries: readonly StoreEntry[],
  opening: { readonly folder: string; readonly minimumTls: TlsMinimum },
): Promise<OpenDatabases> {
  const clients = new Map<string, SqlClient>();
  const closers: (() => Promise<void>)[] = [];
  for (const entry of entries) {
    if (entry.connector === 'embedded-postgres') {
      const database = await openEmbeddedStore(join(opening.folder, entry.id), entry);
      clients.set(entry.id, database);
      closers.push(() => database.close());
    }
    if (entry.connector === 'postgres') {
      const { default: pg } = await import('pg');
      const pool = new pg.Pool({ ...connectionTo(entry.url, opening.minimumTls), max: 4 });
      clients.set(entry.id, pool);
      closers.push(() => pool.end());
    }
  }
  const close = async (): Promise<void> => {
    for (const closer of closers) await closer();
  };
  return { clients, close };
}
