import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.ts';
import { SubjectsModule } from '../subjects/subjects.module.ts';
import { DecisionLog } from './decision-log.ts';
import { DecisionsController } from './decisions.controller.ts';
import { DecisionsRepository } from './decisions.repository.ts';
import { DecisionsService } from './decisions.service.ts';
import { Rulings } from './rulings.ts';

@Module({
  imports: [AuditModule, SubjectsModule],
  controllers: [DecisionsController],
  providers: [DecisionsRepository, DecisionLog, Rulings, DecisionsService],
})
export class DecisionsModule {}
