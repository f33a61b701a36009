import { Module } from '@nestjs/common';
import { Mailer } from '@examples/outlets';

import { Config } from '../config.ts';
import { Outgoing } from '../foundation/outgoing.ts';
import { Mail } from './mail.ts';

@Module({
  providers: [
    Mail,
    {
      provide: Mailer,
      useFactory: ({ postmark }: Config, outgoing: Outgoing) =>
        new Mailer({
          ...postmark,
          post: (url, request) => outgoing.fetch(url, { method: 'POST', ...request }),
        }),
      inject: [Config, Outgoing],
    },
  ],
  exports: [Mail, Mailer],
})
export class MailModule {}
