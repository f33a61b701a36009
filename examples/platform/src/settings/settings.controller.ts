import { Body, Controller, Delete, Get, HttpCode, Patch, Put } from '@nestjs/common';
import { Answering, Purpose } from '@troth/guard';

import { AccountId } from '../accounts/signed-in.ts';
import { OwnData } from './own-data.ts';
import { Profiles } from './profiles.ts';
import type { Profile } from './profiles.ts';
import { Changes, ProductUpdates } from './settings.input.ts';
import { SettingsService } from './settings.service.ts';

/** What the dashboard's settings page does: access, update, delete, opt out. */
@Purpose('provide-service')
@Controller('settings')
export class SettingsController {
  readonly #settings: SettingsService;
  readonly #profiles: Profiles;
  readonly #ownData: OwnData;

  constructor(settings: SettingsService, profiles: Profiles, ownData: OwnData) {
    this.#settings = settings;
    this.#profiles = profiles;
    this.#ownData = ownData;
  }

  @Get()
  read(@AccountId() accountId: string): Promise<Profile> {
    return this.#profiles.read(accountId);
  }

  @Answering('access')
  @Get('data')
  data(@AccountId() accountId: string): Promise<Readonly<Record<string, unknown>>> {
    return this.#ownData.of(accountId);
  }

  @Patch()
  update(@AccountId() accountId: string, @Body() body: Changes): Promise<Profile> {
    return this.#profiles.update(accountId, body);
  }

  @HttpCode(204)
  @Put('product-updates')
  chooseProductUpdates(
    @AccountId() accountId: string,
    @Body() body: ProductUpdates,
  ): Promise<void> {
    return this.#settings.chooseProductUpdates(accountId, body);
  }

  @HttpCode(204)
  @Delete()
  close(@AccountId() accountId: string): Promise<void> {
    return this.#settings.close(accountId);
  }
}
