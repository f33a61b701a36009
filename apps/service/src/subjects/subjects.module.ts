import { Module } from '@nestjs/common';
import { SubjectStates } from './subject-states.ts';
import { SubjectStatesRepository } from './subject-states.repository.ts';

@Module({
  providers: [SubjectStatesRepository, SubjectStates],
  exports: [SubjectStatesRepository, SubjectStates],
})
export class SubjectsModule {}
