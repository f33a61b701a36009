import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AuditModule } from '../audit/audit.module.ts';
import { AuthController } from './auth.controller.ts';
import { AuthGuard } from './auth.guard.ts';
import { AuthRepository } from './auth.repository.ts';
import { AuthService } from './auth.service.ts';
import { People } from './people.ts';
import { SignIns } from './sign-ins.ts';

@Module({
  imports: [AuditModule],
  controllers: [AuthController],
  providers: [
    AuthRepository,
    AuthService,
    SignIns,
    People,
    { provide: APP_GUARD, useClass: AuthGuard },
  ],
  exports: [AuthService],
})
export class AuthModule {}
