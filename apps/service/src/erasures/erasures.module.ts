import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.ts';
import { HoldsModule } from '../holds/holds.module.ts';
import { Completion } from './completion.ts';
import { DryRun } from './dry-run.ts';
import { ErasureRunner } from './erasure-runner.ts';
import { ErasuresController } from './erasures.controller.ts';
import { ErasuresRepository } from './erasures.repository.ts';
import { ErasuresService } from './erasures.service.ts';
import { Looker } from './looker.ts';
import { OneErasure } from './one-erasure.ts';
import { Overdue } from './overdue.ts';
import { Planner } from './planner.ts';
import { ReceiptsService } from './receipts.service.ts';
import { StepRunner } from './step-runner.ts';
import { StepWork } from './step-work.ts';
import { Sweep } from './sweep.ts';
import { WorkRepository } from './work.repository.ts';

@Module({
  imports: [AuditModule, HoldsModule],
  controllers: [ErasuresController],
  providers: [
    ErasuresRepository,
    WorkRepository,
    Planner,
    StepRunner,
    StepWork,
    OneErasure,
    Completion,
    ErasureRunner,
    ErasuresService,
    DryRun,
    Looker,
    ReceiptsService,
    Overdue,
    Sweep,
  ],
  exports: [ErasuresRepository, Planner],
})
export class ErasuresModule {}
