import { Module } from '@nestjs/common';

import { ProductMailModule } from '../product-mail/product-mail.module.ts';
import { Workers } from './workers.ts';

@Module({ imports: [ProductMailModule], providers: [Workers], exports: [Workers] })
export class WorkersModule {}
