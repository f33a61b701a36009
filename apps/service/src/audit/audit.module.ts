import { Module } from '@nestjs/common';
import { AuditController } from './audit.controller.ts';
import { AuditReader } from './audit-reader.ts';
import { AuditRepository } from './audit.repository.ts';
import { AuditService } from './audit.service.ts';

@Module({
  controllers: [AuditController],
  providers: [AuditRepository, AuditService, AuditReader],
  exports: [AuditService],
})
export class AuditModule {}
