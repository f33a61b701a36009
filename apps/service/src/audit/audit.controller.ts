import { Controller, Get, Query } from '@nestjs/common';
import { Needs } from '../auth/scopes.ts';
import { SchemaPipe } from '../problems/schema.pipe.ts';
import { auditQuerySchema, proofQuerySchema } from './audit.schema.ts';
import type { AuditQuery, ProofQuery } from './audit.schema.ts';
import { AuditReader } from './audit-reader.ts';
import type { CheckpointView, EntryView, ProofView } from './audit-reader.ts';

@Controller('v1/audit')
@Needs('audit')
export class AuditController {
  readonly #log: AuditReader;

  constructor(log: AuditReader) {
    this.#log = log;
  }

  @Get()
  async list(
    @Query(new SchemaPipe<AuditQuery>(auditQuerySchema)) query: AuditQuery,
  ): Promise<{ readonly size: number; readonly entries: readonly EntryView[] }> {
    return this.#log.list(Number(query.from ?? 0), Number(query.limit ?? 100));
  }

  /** To be kept outside: only heads kept elsewhere show a rewritten log. */
  @Get('checkpoint')
  checkpoint(): Promise<CheckpointView> {
    return this.#log.checkpoint();
  }

  @Get('proof')
  proof(
    @Query(new SchemaPipe<ProofQuery>(proofQuerySchema)) query: ProofQuery,
  ): Promise<ProofView> {
    const earlier = query.since === undefined ? undefined : Number(query.since);
    return this.#log.proof(Number(query.leaf), earlier);
  }
}
