import { Module } from '@nestjs/common';

import { RunsModule } from '../runs/runs.module.ts';
import { MetricsController } from './metrics.controller.ts';

@Module({ imports: [RunsModule], controllers: [MetricsController] })
export class MetricsModule {}
