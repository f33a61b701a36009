import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.ts';
import { HoldMaker } from './hold-maker.ts';
import { HoldsController } from './holds.controller.ts';
import { HoldsRepository } from './holds.repository.ts';
import { HoldsService } from './holds.service.ts';

@Module({
  imports: [AuditModule],
  controllers: [HoldsController],
  providers: [HoldsRepository, HoldsService, HoldMaker],
  exports: [HoldsService],
})
export class HoldsModule {}
