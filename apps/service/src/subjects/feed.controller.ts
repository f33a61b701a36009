import { Controller, Get, Query } from '@nestjs/common';
import { Needs } from '../auth/scopes.ts';
import { SchemaPipe } from '../problems/schema.pipe.ts';
import { FeedService } from './feed.service.ts';
import type { SignedPage } from './feed.service.ts';

export interface FeedQuery {
  readonly after?: string;
}

export const feedQuerySchema = {
  type: 'object',
  additionalProperties: false,
  properties: { after: { type: 'string', pattern: '^([0-9]{1,18})?$' } },
};

@Controller('v1/subjects')
export class FeedController {
  readonly #feed: FeedService;

  constructor(feed: FeedService) {
    this.#feed = feed;
  }

  @Get('feed')
  @Needs('subjects')
  page(
    @Query(new SchemaPipe<FeedQuery>(feedQuerySchema)) { after = '' }: FeedQuery,
  ): Promise<SignedPage> {
    return this.#feed.page(after);
  }
}
