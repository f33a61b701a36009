import { Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { Purpose } from '@troth/guard';

import { AccountId } from '../accounts/signed-in.ts';
import { ApiKeys } from './api-keys.ts';
import type { ShownKey } from './api-keys.ts';

@Purpose('provide-service')
@Controller('settings/api-keys')
export class ApiKeysController {
  readonly #keys: ApiKeys;

  constructor(keys: ApiKeys) {
    this.#keys = keys;
  }

  @Get()
  list(@AccountId() accountId: string): Promise<ShownKey[]> {
    return this.#keys.list(accountId);
  }

  @Post()
  make(@AccountId() accountId: string): Promise<ShownKey & { readonly key: string }> {
    return this.#keys.make(accountId);
  }

  @HttpCode(204)
  @Delete(':id')
  revoke(@AccountId() accountId: string, @Param('id') id: string): Promise<void> {
    return this.#keys.revoke(accountId, id);
  }
}
