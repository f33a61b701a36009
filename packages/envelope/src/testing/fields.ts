import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataKeys } from '../data-keys.ts';
import type { EncryptedColumn } from '../encrypted-columns.ts';
import { Envelope } from '../envelope.ts';
import { KeyStore } from '../key-store.ts';
import { localKeys } from '../local-keys.ts';
import type { SqlClient } from '../sql-client.ts';

export const EMAIL: EncryptedColumn = {
  table: 'Person',
  column: 'email',
  primaryKey: ['id'],
  subjectColumn: 'id',
  class: 'account.email',
};

export const SIGNED: EncryptedColumn = {
  table: 'letters',
  column: 'signed',
  primaryKey: ['id'],
  subjectColumn: 'personId',
  class: 'account.name',
};

export class SetClock {
  at = new Date('2026-11-23T12:00:00Z');
  readonly now = (): Date => this.at;
}

export async function keyFile(): Promise<string> {
  return join(await mkdtemp(join(tmpdir(), 'troth-envelope-')), 'keys.json');
}

export async function envelopeOver(
  sql: SqlClient,
  clock: SetClock = new SetClock(),
): Promise<{ readonly envelope: Envelope; readonly store: KeyStore; readonly file: string }> {
  const store = new KeyStore(sql);
  const file = await keyFile();
  const keys = new DataKeys({ store, keks: await localKeys(file), now: clock.now });
  return { envelope: new Envelope(keys), store, file };
}
