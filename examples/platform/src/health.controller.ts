import { Controller, Get } from '@nestjs/common';

import { Public } from './accounts/signed-in.ts';

@Controller('health')
export class HealthController {
  @Public()
  @Get()
  isUp(): { readonly up: true } {
    return { up: true };
  }
}
