import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';

import { Logger } from '@nestjs/common';
import { Guard } from '@troth/guard';

import type { Config } from '../config.ts';

/** Where a container of the cloud hosting gets its credentials, on the machine it runs on. */
const credentials = '169.254.170.2';

/** Asks the enforcement service for the signed policy; without one, nothing of a person is touched. */
export function startGuard({ troth, guard, databaseUrl, redisUrl }: Config): Promise<Guard> {
  const log = new Logger('guard');
  return Guard.start({
    application: 'platform',
    publicKey: guard.publicKey,
    folder: guard.folder,
    service: troth,
    feed: { pseudonymKey: guard.pseudonymKey },
    // As infra/ has it: database, cache, buckets and logs.
    keeps: { atRest: 'AES-256' },
    ownHosts: [new URL(databaseUrl).hostname, new URL(redisUrl).hostname, credentials],
    onDenial: (denial) => log.error({ ...denial, message: `denied: ${denial.message}` }),
    onAlarm: (alarm) => log.error({ message: alarm }),
    audit: (line) => appendFile(join(guard.folder, 'audit.jsonl'), `${JSON.stringify(line)}\n`),
  });
}
