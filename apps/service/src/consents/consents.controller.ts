import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { Caller, TheCaller } from '../auth/caller.ts';
import { Needs } from '../auth/scopes.ts';
import { SchemaPipe } from '../problems/schema.pipe.ts';
import {
  acceptanceSchema,
  consentSchema,
  consentsQuerySchema,
  restrictionSchema,
  signalSchema,
} from './consent.schema.ts';
import type {
  AcceptanceRequest,
  ConsentRequest,
  ConsentsQuery,
  RestrictionRequest,
  SignalRequest,
} from './consent.schema.ts';
import { ConsentsService } from './consents.service.ts';
import type { Preferences } from './preferences.ts';

/** What a subject has agreed to, objected to and restricted. */
@Controller('v1')
export class ConsentsController {
  readonly #consents: ConsentsService;

  constructor(consents: ConsentsService) {
    this.#consents = consents;
  }

  @Post('consents')
  @Needs('consents:write')
  consent(
    @Body(new SchemaPipe<ConsentRequest>(consentSchema)) body: ConsentRequest,
    @TheCaller() caller: Caller,
  ): Promise<Preferences> {
    return this.#consents.consent(body, caller);
  }

  @Post('restrictions')
  @Needs('consents:write')
  restrict(
    @Body(new SchemaPipe<RestrictionRequest>(restrictionSchema)) body: RestrictionRequest,
    @TheCaller() caller: Caller,
  ): Promise<Preferences> {
    return this.#consents.restrict(body, caller);
  }

  @Post('acceptances')
  @Needs('consents:write')
  accept(
    @Body(new SchemaPipe<AcceptanceRequest>(acceptanceSchema)) body: AcceptanceRequest,
    @TheCaller() caller: Caller,
  ): Promise<Preferences> {
    return this.#consents.accept(body, caller);
  }

  @Post('signals')
  @Needs('consents:write')
  signal(
    @Body(new SchemaPipe<SignalRequest>(signalSchema)) body: SignalRequest,
    @TheCaller() caller: Caller,
  ): Promise<Preferences> {
    return this.#consents.signal(body, caller);
  }

  @Get('consents')
  @Needs('consents')
  of(
    @Query(new SchemaPipe<ConsentsQuery>(consentsQuerySchema)) query: ConsentsQuery,
    @TheCaller() caller: Caller,
  ): Promise<Preferences> {
    return this.#consents.of(caller.inTenant(query));
  }
}
