import { Body, Controller, Get, Header, HttpCode, Param, Post, Query } from '@nestjs/common';
import type { SignedReceipt } from '@troth/audit';
import { Caller, TheCaller } from '../auth/caller.ts';
import { Needs } from '../auth/scopes.ts';
import { IdPipe } from '../problems/id.pipe.ts';
import { SchemaPipe } from '../problems/schema.pipe.ts';
import type { DryRunView } from './dry-run.ts';
import type { ErasureView } from './erasure-view.ts';
import { erasureQuerySchema, runRequestSchema } from './erasures.schema.ts';
import type { ErasureQuery, RunRequest } from './erasures.schema.ts';
import { ErasuresService } from './erasures.service.ts';
import { ReceiptsService } from './receipts.service.ts';

interface RunView {
  readonly dryRun: boolean;
  readonly erasures: readonly (ErasureView | DryRunView)[];
}

@Controller('v1/erasures')
export class ErasuresController {
  readonly #erasures: ErasuresService;
  readonly #receipts: ReceiptsService;

  constructor(erasures: ErasuresService, receipts: ReceiptsService) {
    this.#erasures = erasures;
    this.#receipts = receipts;
  }

  @Get()
  @Needs('erasures')
  async ofSubject(
    @Query(new SchemaPipe<ErasureQuery>(erasureQuerySchema)) query: ErasureQuery,
    @TheCaller() caller: Caller,
  ): Promise<{ readonly erasures: readonly ErasureView[] }> {
    const tenant = caller.tenantOf(query.tenant);
    return { erasures: await this.#erasures.ofSubject(query.subject, tenant) };
  }

  @Post('run')
  @HttpCode(200)
  @Needs('erasures:run')
  async run(
    @Body(new SchemaPipe<RunRequest>(runRequestSchema)) body: RunRequest,
  ): Promise<RunView> {
    const dryRun = body?.dryRun === true;
    const erasures = dryRun ? await this.#erasures.wouldRun() : await this.#erasures.run();
    return { dryRun, erasures };
  }

  @Get(':id')
  @Needs('erasures')
  one(@Param('id', new IdPipe()) id: string, @TheCaller() caller: Caller): Promise<ErasureView> {
    return this.#erasures.one(id, caller);
  }

  @Get(':id/receipt')
  @Needs('erasures')
  @Header('content-type', 'application/json; charset=utf-8')
  receipt(
    @Param('id', new IdPipe()) id: string,
    @TheCaller() caller: Caller,
  ): Promise<SignedReceipt> {
    return this.#receipts.of(id, caller);
  }
}
