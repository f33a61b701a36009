import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.ts';
import { SubjectsModule } from '../subjects/subjects.module.ts';
import { DecisionLog } from './decision-log.ts';
import { DecisionRecord } from './decision-record.ts';
import { DecisionsController } from './decisions.controller.ts';
import { DecisionsRepository } from './decisions.repository.ts';
import { DecisionsService } from './decisions.service.ts';
import { KeptDecisions } from './kept-decisions.ts';
import { DecisionLogSweep } from './log-sweep.ts';
import { Rulings } from './rulings.ts';

@Module({
  imports: [AuditModule, SubjectsModule],
  controllers: [DecisionsController],
  providers: [
    KeptDecisions,
    DecisionLogSweep,
    DecisionsRepository,
    DecisionLog,
    DecisionRecord,
    Rulings,
    DecisionsService,
  ],
})
export class DecisionsModule {}
