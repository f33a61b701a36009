import { Module } from '@nestjs/common';
import { SubjectsModule } from '../subjects/subjects.module.ts';
import { ConsentsController } from './consents.controller.ts';
import { ConsentsService } from './consents.service.ts';
import { GpcController } from './gpc.controller.ts';
import { UnsubscribeController } from './unsubscribe.controller.ts';
import { UnsubscribeService } from './unsubscribe.service.ts';

@Module({
  imports: [SubjectsModule],
  controllers: [ConsentsController, UnsubscribeController, GpcController],
  providers: [ConsentsService, UnsubscribeService],
})
export class ConsentsModule {}
