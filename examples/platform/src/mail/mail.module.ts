import { Module } from '@nestjs/common';

import { Mail } from './mail.ts';

@Module({ providers: [Mail], exports: [Mail] })
export class MailModule {}
