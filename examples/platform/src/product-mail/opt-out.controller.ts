import { Controller, ForbiddenException, Get, Header, HttpCode, Post, Query } from '@nestjs/common';
import { Purpose } from '@troth/guard';

import { Public } from '../accounts/signed-in.ts';
import { SettingsService } from '../settings/settings.service.ts';
import { OptOutLinks } from './opt-out-links.ts';

const page = (text: string): string =>
  `<!doctype html><html lang="en"><title>Product updates</title><main>${text}</main><footer><a href="/privacy">Privacy</a></footer></html>`;

/** Where the link of a letter leads. Opening it changes nothing, so that no mail scanner says no for anyone. */
@Purpose('provide-service')
@Controller('product-updates/opt-out')
export class OptOutController {
  readonly #links: OptOutLinks;
  readonly #settings: SettingsService;

  constructor(links: OptOutLinks, settings: SettingsService) {
    this.#links = links;
    this.#settings = settings;
  }

  @Public()
  @Header('content-type', 'text/html; charset=utf-8')
  @Get()
  ask(): string {
    return page('<form method="post"><button>No more product updates</button></form>');
  }

  /** The button, and the one click of a mail program (RFC 8058). */
  @Public()
  @HttpCode(200)
  @Header('content-type', 'text/html; charset=utf-8')
  @Post()
  async optOut(@Query('account') account = '', @Query('seal') seal = ''): Promise<string> {
    if (!this.#links.isOurs(account, seal)) throw new ForbiddenException('this link is not ours');
    await this.#settings.chooseProductUpdates(account, { wanted: false });
    return page('<p>You get no more product updates.</p>');
  }
}
