import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';

import { Injectable, NotFoundException } from '@nestjs/common';

import { Clock } from '../foundation/clock.ts';
import { Database } from '../foundation/database.ts';
import type { Snapshot } from '../generated/prisma/client.ts';
import { PendingEvents, deletionOf } from '../governance/pending-events.ts';
import { ObjectStorage } from './object-storage.ts';

export interface SnapshotUpload {
  readonly step: number;
  readonly sizeBytes: number;
  readonly content: Readable;
}

@Injectable()
export class SnapshotsService {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #objects: ObjectStorage;
  readonly #events: PendingEvents;

  constructor(database: Database, clock: Clock, objects: ObjectStorage, events: PendingEvents) {
    this.#database = database;
    this.#clock = clock;
    this.#objects = objects;
    this.#events = events;
  }

  /** The row comes first: an object that no row names would be found by its prefix only. */
  async store(accountId: string, runId: string, upload: SnapshotUpload): Promise<Snapshot> {
    const { step, sizeBytes, content } = upload;
    const id = randomUUID();
    const key = `accounts/${accountId}/snapshots/${id}`;
    const run = await this.#database.run.findUnique({
      where: { id: runId, accountId, deletedAt: null },
    });
    if (run === null) throw new NotFoundException('no such run');
    const snapshot = await this.#database.snapshot.create({
      data: { id, runId, step, objectKey: key, sizeBytes, createdAt: this.#clock.now() },
    });
    await this.#objects.put({ key, sizeBytes, content });
    return snapshot;
  }

  list(accountId: string, runId: string): Promise<Snapshot[]> {
    return this.#database.snapshot.findMany({
      where: { runId, deletedAt: null, run: { accountId } },
      orderBy: { step: 'asc' },
    });
  }

  async content(accountId: string, id: string): Promise<Readable> {
    const { objectKey } = await this.#find(accountId, id);
    return this.#objects.read(objectKey);
  }

  /** Hidden at once; troth erases row and object within the promised window. */
  async delete(accountId: string, id: string): Promise<void> {
    await this.#find(accountId, id);
    const deletedAt = this.#clock.now();
    const event = deletionOf('training.snapshots', { id, accountId }, deletedAt);
    await this.#database.$transaction([
      this.#database.snapshot.update({ where: { id }, data: { deletedAt } }),
      this.#database.pendingEvent.create({ data: event }),
    ]);
    await this.#events.deliver(event.id);
  }

  async #find(accountId: string, id: string): Promise<Snapshot> {
    const snapshot = await this.#database.snapshot.findUnique({
      where: { id, deletedAt: null, run: { accountId } },
    });
    if (snapshot === null) throw new NotFoundException('no such snapshot');
    return snapshot;
  }
}
