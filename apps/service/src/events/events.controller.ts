import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { Caller, TheCaller } from '../auth/caller.ts';
import { Needs } from '../auth/scopes.ts';
import { SchemaPipe } from '../problems/schema.pipe.ts';
import { eventSchema } from './event.schema.ts';
import type { EventRequest } from './event.schema.ts';
import { EventsService } from './events.service.ts';
import type { AcceptedEvent } from './events.service.ts';

@Controller('v1/events')
@Needs('events')
export class EventsController {
  readonly #events: EventsService;

  constructor(events: EventsService) {
    this.#events = events;
  }

  @Post()
  @HttpCode(202)
  take(
    @Body(new SchemaPipe<EventRequest>(eventSchema)) event: EventRequest,
    @TheCaller() caller: Caller,
  ): Promise<AcceptedEvent> {
    return this.#events.take({ ...event, subject: caller.inTenant(event.subject) });
  }
}
