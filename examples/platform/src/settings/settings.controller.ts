import { Body, Controller, Delete, Get, HttpCode, Patch, Put } from '@nestjs/common';

import { AccountId } from '../accounts/signed-in.ts';
import { OwnData } from './own-data.ts';
import { Changes, ProductUpdates } from './settings.input.ts';
import { SettingsService } from './settings.service.ts';
import type { Profile } from './settings.service.ts';

/** What the dashboard's settings page does: access, update, delete, opt out. */
@Controller('settings')
export class SettingsController {
  readonly #settings: SettingsService;
  readonly #ownData: OwnData;

  constructor(settings: SettingsService, ownData: OwnData) {
    this.#settings = settings;
    this.#ownData = ownData;
  }

  @Get()
  read(@AccountId() account: string): Promise<Profile> {
    return this.#settings.read(account);
  }

  @Get('data')
  data(@AccountId() account: string): Promise<Readonly<Record<string, unknown>>> {
    return this.#ownData.of(account);
  }

  @Patch()
  update(@AccountId() account: string, @Body() body: Changes): Promise<Profile> {
    return this.#settings.update(account, body);
  }

  @HttpCode(204)
  @Put('product-updates')
  chooseProductUpdates(@AccountId() account: string, @Body() body: ProductUpdates): Promise<void> {
    return this.#settings.chooseProductUpdates(account, body);
  }

  @HttpCode(204)
  @Delete()
  close(@AccountId() account: string): Promise<void> {
    return this.#settings.close(account);
  }
}
