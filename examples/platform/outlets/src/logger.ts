import { pino } from 'pino';
import type { DestinationStream, Logger } from 'pino';

export type { Logger };

/**
 * One JSON line an event, to standard output, from where it is shipped. Fields that say something of a
 * person lose their value on the way, wherever in the line they stand; a text is printed as it is, so
 * it is made of no such value.
 * @param area part of the platform that speaks
 * @param to where the lines go instead
 */
export function logger(area: string, to: DestinationStream = pino.destination(1)): Logger {
  return pino(
    {
      base: { area },
      redact: {
        paths: ['email', 'password', 'ip', 'token', '*.email', '*.password', '*.ip', '*.token'],
        censor: '[withheld]',
      },
    },
    to,
  );
}
