import { randomUUID } from 'node:crypto';

import {
  BadRequestException,
  Controller,
  Delete,
  Get,
  HttpCode,
  NotFoundException,
  Param,
  Post,
  Query,
  Req,
} from '@nestjs/common';
import { Purpose } from '@troth/guard';
import type { FastifyRequest } from 'fastify';

import { AccountId } from '../accounts/signed-in.ts';
import { Clock } from '../foundation/clock.ts';
import { Database } from '../foundation/database.ts';
import type { Dataset } from '../generated/prisma/client.ts';
import { ObjectStorage } from './object-storage.ts';
import { uploadOf } from './upload.ts';

export interface DatasetView {
  readonly id: string;
  readonly name: string;
  readonly sizeBytes: number;
}

@Controller('datasets')
export class DatasetsController {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #objects: ObjectStorage;

  constructor(database: Database, clock: Clock, objects: ObjectStorage) {
    this.#database = database;
    this.#clock = clock;
    this.#objects = objects;
  }

  @Purpose('provide-service')
  @Post()
  async store(
    @AccountId() accountId: string,
    @Query('name') name: string | undefined,
    @Req() request: FastifyRequest,
  ): Promise<DatasetView> {
    if (name === undefined || name === '') throw new BadRequestException('`name` is missing');
    const { sizeBytes, content } = uploadOf(request);
    const id = randomUUID();
    const objectKey = `accounts/${accountId}/datasets/${id}`;
    const createdAt = this.#clock.now();
    const dataset = await this.#database.dataset.create({
      data: { id, accountId, name, objectKey, sizeBytes, createdAt },
    });
    await this.#objects.put({ key: objectKey, sizeBytes, content });
    return view(dataset);
  }

  @Purpose('provide-service')
  @Get()
  async list(@AccountId() accountId: string): Promise<DatasetView[]> {
    return (await this.#database.dataset.findMany({ where: { accountId } })).map(view);
  }

  /** No clause gives a window for data sets, so none is used; the bucket's old version follows by its lifecycle. */
  @Purpose('provide-service')
  @HttpCode(204)
  @Delete(':id')
  async delete(@AccountId() accountId: string, @Param('id') id: string): Promise<void> {
    const dataset = await this.#database.dataset.findUnique({ where: { id, accountId } });
    if (dataset === null) throw new NotFoundException('no such data set');
    await this.#objects.remove(dataset.objectKey);
    await this.#database.dataset.delete({ where: { id } });
  }
}

function view({ id, name, sizeBytes }: Dataset): DatasetView {
  return { id, name, sizeBytes: Number(sizeBytes) };
}
