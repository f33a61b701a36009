import { Module } from '@nestjs/common';

import { ApiKeysController } from './api-keys.controller.ts';
import { ApiKeys } from './api-keys.ts';

@Module({ controllers: [ApiKeysController], providers: [ApiKeys], exports: [ApiKeys] })
export class ApiKeysModule {}
