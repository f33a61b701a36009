import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.ts';
import { FeedController } from './feed.controller.ts';
import { FeedService } from './feed.service.ts';
import { SubjectStates } from './subject-states.ts';
import { SubjectWords } from './subject-words.ts';
import { SubjectWordsRepository } from './subject-words.repository.ts';

@Module({
  imports: [AuditModule],
  controllers: [FeedController],
  providers: [SubjectWordsRepository, SubjectStates, SubjectWords, FeedService],
  exports: [SubjectWordsRepository, SubjectStates, SubjectWords],
})
export class SubjectsModule {}
