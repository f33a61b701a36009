import { Global, Module } from '@nestjs/common';

import { PendingEvents } from './pending-events.ts';
import { Troth } from './troth.ts';

@Global()
@Module({ providers: [Troth, PendingEvents], exports: [Troth, PendingEvents] })
export class GovernanceModule {}
