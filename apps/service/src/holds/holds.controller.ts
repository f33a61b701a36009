import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { Caller, TheCaller } from '../auth/caller.ts';
import { Needs } from '../auth/scopes.ts';
import type { Hold } from '../generated/client.ts';
import { IdPipe } from '../problems/id.pipe.ts';
import { SchemaPipe } from '../problems/schema.pipe.ts';
import { holdRequestSchema } from './hold.schema.ts';
import type { HoldRequest } from './hold.schema.ts';
import { HoldsService } from './holds.service.ts';

interface HoldView {
  readonly id: string;
  readonly caseRef: string;
  readonly basis: string;
  readonly subject?: { readonly id?: string; readonly pseudonym: string };
  readonly tenant?: string;
  readonly data: readonly string[];
  readonly placedAt: string;
  readonly placedBy: string;
  readonly releasedAt?: string;
  readonly releasedBy?: string;
}

@Controller('v1/holds')
export class HoldsController {
  readonly #holds: HoldsService;

  constructor(holds: HoldsService) {
    this.#holds = holds;
  }

  @Post()
  @Needs('holds:write')
  async place(
    @Body(new SchemaPipe<HoldRequest>(holdRequestSchema)) body: HoldRequest,
    @TheCaller() caller: Caller,
  ): Promise<HoldView> {
    return viewOf(await this.#holds.place(body, caller));
  }

  @Get()
  @Needs('holds')
  async list(@TheCaller() caller: Caller): Promise<{ readonly holds: readonly HoldView[] }> {
    return { holds: (await this.#holds.list(caller)).map(viewOf) };
  }

  @Delete(':id')
  @HttpCode(204)
  @Needs('holds:write')
  release(@Param('id', new IdPipe()) id: string, @TheCaller() caller: Caller): Promise<void> {
    return this.#holds.release(id, caller);
  }
}

function viewOf(hold: Hold): HoldView {
  const { id, caseRef, basis, subjectId, subjectRef, tenant, data, placedBy } = hold;
  const named = subjectId === null ? {} : { id: subjectId };
  return {
    id,
    caseRef,
    basis,
    data,
    placedBy,
    placedAt: hold.placedAt.toISOString(),
    ...(subjectRef === null ? {} : { subject: { ...named, pseudonym: subjectRef } }),
    ...(tenant === null ? {} : { tenant }),
    ...(hold.releasedAt === null ? {} : { releasedAt: hold.releasedAt.toISOString() }),
    ...(hold.releasedBy === null ? {} : { releasedBy: hold.releasedBy }),
  };
}
