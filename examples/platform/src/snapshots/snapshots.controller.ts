import type { Readable } from 'node:stream';

import {
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  ParseIntPipe,
  Post,
  Query,
  Req,
  StreamableFile,
} from '@nestjs/common';
import { Purpose } from '@troth/guard';
import type { FastifyRequest } from 'fastify';

import { AccountId } from '../accounts/signed-in.ts';
import type { Snapshot } from '../generated/prisma/client.ts';
import { Records } from '../usage/records.ts';
import { SnapshotsService } from './snapshots.service.ts';
import { uploadOf } from './upload.ts';

/** A snapshot as people see it; where its object lies is our affair. */
export interface SnapshotView {
  readonly id: string;
  readonly step: number;
  readonly sizeBytes: number;
}

@Purpose('provide-service')
@Controller()
export class SnapshotsController {
  readonly #snapshots: SnapshotsService;

  constructor(snapshots: SnapshotsService) {
    this.#snapshots = snapshots;
  }

  @Records('snapshot-stored')
  @Post('runs/:runId/snapshots')
  async store(
    @AccountId() account: string,
    @Param('runId') runId: string,
    @Query('step', ParseIntPipe) step: number,
    @Req() request: FastifyRequest,
  ): Promise<SnapshotView> {
    return view(await this.#snapshots.store(account, runId, { step, ...uploadOf(request) }));
  }

  @Get('runs/:runId/snapshots')
  async list(@AccountId() account: string, @Param('runId') runId: string): Promise<SnapshotView[]> {
    return (await this.#snapshots.list(account, runId)).map(view);
  }

  @Get('snapshots/:id/content')
  async content(@AccountId() account: string, @Param('id') id: string): Promise<StreamableFile> {
    const content: Readable = await this.#snapshots.content(account, id);
    return new StreamableFile(content, { type: 'application/octet-stream' });
  }

  @HttpCode(204)
  @Delete('snapshots/:id')
  delete(@AccountId() account: string, @Param('id') id: string): Promise<void> {
    return this.#snapshots.delete(account, id);
  }
}

function view({ id, step, sizeBytes }: Snapshot): SnapshotView {
  return { id, step, sizeBytes: Number(sizeBytes) };
}
