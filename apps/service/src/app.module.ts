import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { AuditModule } from './audit/audit.module.ts';
import { AuthModule } from './auth/auth.module.ts';
import { ConsentsModule } from './consents/consents.module.ts';
import { DecisionsModule } from './decisions/decisions.module.ts';
import { ErasuresModule } from './erasures/erasures.module.ts';
import { EventsModule } from './events/events.module.ts';
import { HealthModule } from './health/health.module.ts';
import { HoldsModule } from './holds/holds.module.ts';
import { OpenApiModule } from './openapi/openapi.module.ts';
import { PageModule } from './page/page.module.ts';
import { PoliciesModule } from './policies/policies.module.ts';
import { RuntimeModule } from './runtime/runtime.module.ts';
import type { Runtime } from './runtime/runtime.module.ts';

@Module({})
export class AppModule {
  static of(runtime: Runtime): DynamicModule {
    return {
      module: AppModule,
      imports: [
        RuntimeModule.of(runtime),
        AuthModule,
        HealthModule,
        PoliciesModule,
        PageModule,
        DecisionsModule,
        EventsModule,
        ConsentsModule,
        ErasuresModule,
        HoldsModule,
        OpenApiModule,
        AuditModule,
      ],
    };
  }
}
