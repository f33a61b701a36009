import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.ts';
import { AuditService } from '../audit/audit.service.ts';
import { Stamp } from '../runtime/stamp.ts';
import { SubjectsModule } from '../subjects/subjects.module.ts';
import { TracedDecisions } from '../tracing/traced-decisions.ts';
import { Tracing } from '../tracing/tracing.ts';
import { DecisionLog } from './decision-log.ts';
import { DecisionRecord } from './decision-record.ts';
import { DecisionsController } from './decisions.controller.ts';
import { DecisionsRepository } from './decisions.repository.ts';
import { DecisionsService } from './decisions.service.ts';
import { Explanations } from './explanations.ts';
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
    Explanations,
    {
      provide: DecisionsService,
      inject: [Tracing, Rulings, DecisionRecord, AuditService, Stamp],
      // Where no span is made, nothing stands between a request and its decision.
      useFactory: (tracing: Tracing, ...parts: ConstructorParameters<typeof DecisionsService>) =>
        tracing.isOn ? new TracedDecisions(parts, tracing) : new DecisionsService(...parts),
    },
  ],
})
export class DecisionsModule {}
