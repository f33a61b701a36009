import { Module } from '@nestjs/common';
import { ErasuresModule } from '../erasures/erasures.module.ts';
import { SubjectsModule } from '../subjects/subjects.module.ts';
import { ConsentRecord } from './consent-record.ts';
import { Consequences } from './consequences.ts';
import { EventsController } from './events.controller.ts';
import { EventsRepository } from './events.repository.ts';
import { EventsService } from './events.service.ts';

@Module({
  imports: [ErasuresModule, SubjectsModule],
  controllers: [EventsController],
  providers: [EventsRepository, EventsService, Consequences, ConsentRecord],
})
export class EventsModule {}
